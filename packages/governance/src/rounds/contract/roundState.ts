import type { Address, RoundFact, RoundId } from '@daomesh/protocol'
import { emptyRounds, type RoundBook } from '../roundRecord.ts'

/** The contract of rounds as a whole: the book of what it told, and by round who had which seat of its confederation when it was opened. */
export type RoundsState = { readonly book: RoundBook; readonly rosters: ReadonlyMap<RoundId, readonly Address[]> }

export const emptyRoundsState: RoundsState = { book: emptyRounds, rosters: new Map() }

/** The error that the contract reverts with, and its arguments as text. */
export type RoundRefusal = { readonly error: string; readonly args: readonly string[] }

export type RoundAnswer =
  | { readonly ok: true; readonly state: RoundsState; readonly facts: readonly RoundFact[] }
  | ({ readonly ok: false } & RoundRefusal)

/** Ends a call: caught by `actOnRounds` alone. */
export class RoundRefused extends Error {
  readonly refusal: RoundRefusal
  constructor(refusal: RoundRefusal) {
    super(refusal.error)
    this.name = 'RoundRefused'
    this.refusal = refusal
  }
}

/** Refuses by one of the contract's names. */
export const refuse = (error: string, ...args: readonly (bigint | number | string)[]): never => {
  throw new RoundRefused({ error: `Round_${error}`, args: args.map(String) })
}

/** As a contract reverts that asks an account without code. */
export const refuseSilently = (): never => {
  throw new RoundRefused({ error: 'silent', args: [] })
}
