import { type ChainCut, fromHex, hashOf, toHex, utf8 } from '@daomesh/protocol'

export type StateClaim = {
  readonly foldVersion: number
  readonly cut: ChainCut
  readonly setRoot: string
  /** Root of what of the set could not be judged; null where all was. */
  readonly unjudgedRoot: string | null
  readonly stateRoot: string
}

/**
 * What peers compare: rules, chain facts, set of governance entries, which of them could not be judged, and state under one hash.
 * @example
 * stateHashOf({ foldVersion: 1, cut: emptyCut, setRoot: '00'.repeat(32), unjudgedRoot: null, stateRoot: '00'.repeat(32) }).length // => 64
 */
export const stateHashOf = ({ foldVersion, cut, setRoot, unjudgedRoot, stateRoot }: StateClaim): string =>
  toHex(
    hashOf(
      'daomesh/state/1',
      utf8(String(foldVersion)),
      utf8(String(cut.count)),
      fromHex(cut.eventRoot),
      fromHex(setRoot),
      fromHex(stateRoot),
      ...(unjudgedRoot === null ? [] : [fromHex(unjudgedRoot)]),
    ),
  )

/** What a set of entries folds to, and what it lacks of them. */
export type FoldedState = Pick<StateClaim, 'stateRoot' | 'unjudgedRoot'>

const isSame = (a: StateClaim, b: StateClaim): boolean =>
  a.foldVersion === b.foldVersion &&
  a.setRoot === b.setRoot &&
  a.unjudgedRoot === b.unjudgedRoot &&
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
