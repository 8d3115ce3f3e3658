import type { ChainCut } from '@daomesh/protocol'

/** What a state is made of: the chain facts, the set of records, and which of them could not be judged. */
export type Basis = { readonly cut: ChainCut; readonly setRoot: string; readonly unjudgedRoot: string | null }

/** State hashes this node claimed lately. A peer that stood where this node once stood is compared without folding anything again. */
export type OwnHashes = {
  readonly keep: (basis: Basis, stateHash: string) => void
  readonly at: (basis: Basis) => string | null
}

/** Some hours of a busy space: a peer further behind is compared once it has caught up. */
const most = 256

export const createOwnHashes = (): OwnHashes => {
  const hashes = new Map<string, string>()
  const keyOf = ({ cut, setRoot, unjudgedRoot }: Basis): string => `${cut.count} ${cut.eventRoot} ${setRoot} ${unjudgedRoot}`
  return {
    keep: (basis, stateHash) => {
      hashes.delete(keyOf(basis))
      hashes.set(keyOf(basis), stateHash)
      for (const oldest of hashes.keys()) {
        if (hashes.size <= most) break
        hashes.delete(oldest)
      }
    },
    at: (basis) => hashes.get(keyOf(basis)) ?? null,
  }
}
