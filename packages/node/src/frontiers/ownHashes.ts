import type { ChainCut } from '@daomesh/protocol'

/** State hashes this node claimed lately. A peer that stood where this node once stood is compared without folding anything again. */
export type OwnHashes = {
  readonly keep: (cut: ChainCut, setRoot: string, stateHash: string) => void
  readonly at: (cut: ChainCut, setRoot: string) => string | null
}

/** Some hours of a busy space: a peer further behind is compared once it has caught up. */
const most = 256

export const createOwnHashes = (): OwnHashes => {
  const hashes = new Map<string, string>()
  const keyOf = (cut: ChainCut, setRoot: string): string => `${cut.count} ${cut.eventRoot} ${setRoot}`
  return {
    keep: (cut, setRoot, stateHash) => {
      hashes.delete(keyOf(cut, setRoot))
      hashes.set(keyOf(cut, setRoot), stateHash)
      for (const oldest of hashes.keys()) {
        if (hashes.size <= most) break
        hashes.delete(oldest)
      }
    },
    at: (cut, setRoot) => hashes.get(keyOf(cut, setRoot)) ?? null,
  }
}
