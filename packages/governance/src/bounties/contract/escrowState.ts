import type { Address, BountyFact, BountyId, Hex } from '@daomesh/protocol'
import { type BountyBook, emptyBook } from '../escrow/bountyRecord.ts'

/** The escrow as a whole: the book of what it told, and what each bounty holds, bonds included. */
export type EscrowState = {
  readonly book: BountyBook
  readonly held: ReadonlyMap<BountyId, bigint>
}

export const emptyEscrow: EscrowState = { book: emptyBook, held: new Map() }

/**
 * One call of the escrow, and what it asks of the chain around it. `now` in seconds of chain time, `value` the wei that came with it. `take` and `push` move
 * money at once: who refuses a call undoes them.
 */
export type EscrowCall = {
  readonly from: Address
  readonly value: bigint
  readonly now: number
  readonly chainId: bigint
  readonly escrow: Address
  /** By ECDSA; null where the signature is none. */
  readonly recover: (digest: Hex, signature: Hex) => Address | null
  /** What a contract signs when the escrow asks (ERC-1271); null for an account without code. */
  readonly contractSigns: (account: Address, digest: Hex, signature: Hex) => boolean | null
  /** Whether a person has power or shares in that DAO. */
  readonly isMember: (person: Address, dao: Address) => boolean
  readonly isContract: (account: Address) => boolean
  /** Where the tokens of a bounty lie; zero for ETH. */
  readonly vaultOf: (id: BountyId, token: Address) => Address
  /** The token of a vault that was made. */
  readonly tokenOf: (vault: Address) => Address
  /** Takes tokens of the caller into the vault. */
  readonly take: (token: Address, vault: Address, amount: bigint) => 'taken' | 'refused' | 'noToken'
  /** Pays out. False where the receiver, or the token, refuses. */
  readonly push: (token: Address, vault: Address, to: Address, amount: bigint) => boolean
  /** Where what an account earns goes: the inbox of a DAO, else the account itself. */
  readonly incomeOf: (payee: Address) => Address
}

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
