import { type ChainCut, fromHex, hashOf, toHex, utf8 } from '@daomesh/protocol'

export type StateClaim = { readonly foldVersion: number; readonly cut: ChainCut; readonly setRoot: string; readonly stateRoot: string }

/**
 * What peers compare: rules, chain facts, set of governance entries and state under one hash.
 * @example
 * stateHashOf({ foldVersion: 1, cut: emptyCut, setRoot: '00'.repeat(32), stateRoot: '00'.repeat(32) }).length // => 64
 */
export const stateHashOf = ({ foldVersion, cut, setRoot, stateRoot }: StateClaim): string =>
  toHex(
    hashOf(
      'daomesh/state/1',
      utf8(String(foldVersion)),
      utf8(String(cut.count)),
      fromHex(cut.eventRoot),
      fromHex(setRoot),
      fromHex(stateRoot),
    ),
  )

const isSame = (a: StateClaim, b: StateClaim): boolean =>
  a.foldVersion === b.foldVersion &&
  a.setRoot === b.setRoot &&
  a.stateRoot === b.stateRoot &&
  a.cut.count === b.cut.count &&
  a.cut.eventRoot === b.cut.eventRoot

/** The same, which remembers the last one: every session with a peer asks, and little changes between two of them. */
export const lastStateHash = (): ((claim: StateClaim) => string) => {
  let last: { readonly claim: StateClaim; readonly hash: string } | null = null
  return (claim) => {
    if (last === null || !isSame(last.claim, claim)) last = { claim, hash: stateHashOf(claim) }
    return last.hash
  }
}
