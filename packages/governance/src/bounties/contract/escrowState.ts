import type { Address, BountyFact, BountyId, EscrowSurroundings, Hex } from '@daomesh/protocol'
import { type BountyBook, emptyBook } from '../escrow/bountyRecord.ts'

/** The escrow as a whole: the book of what it told, and what each bounty holds, bonds included. */
export type EscrowState = {
  readonly book: BountyBook
  readonly held: ReadonlyMap<BountyId, bigint>
}

export const emptyEscrow: EscrowState = { book: emptyBook, held: new Map() }

/** One call of the escrow, with who tells whose signature is one: by ECDSA; null where it is none. */
export type EscrowCall = EscrowSurroundings & { readonly recover: (digest: Hex, signature: Hex) => Address | null }

/** The error that the contract reverts with, and its arguments as text. */
export type EscrowRefusal = { readonly error: string; readonly args: readonly string[] }

export type EscrowAnswer =
  | { readonly ok: true; readonly state: EscrowState; readonly facts: readonly BountyFact[] }
  | ({ readonly ok: false } & EscrowRefusal)

/** Ends a call: caught by `actOnEscrow` alone. */
export class Refused extends Error {
  readonly refusal: EscrowRefusal
  constructor(refusal: EscrowRefusal) {
    super(refusal.error)
    this.name = 'Refused'
    this.refusal = refusal
  }
}

/** Refuses by one of the contract's names. */
export const refuse = (error: string, ...args: readonly (bigint | number | string)[]): never => {
  throw new Refused({ error: `Escrow_${error}`, args: args.map(String) })
}
