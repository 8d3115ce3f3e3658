import { fromHex, type Hex, toHex, utf8 } from '../bytes.ts'
import type { Genesis, Member, Rules } from '../eip712/types.ts'
import { encode } from '../codec/encode.ts'
import { hashOf } from '../hash.ts'
import type { Address, DecisionId } from '../ids.ts'

/** Where an event stands on the chain. Display and audit only: not part of the event root, which a reorganisation must not change for equal facts. */
export type ChainPosition = {
  readonly block: bigint
  readonly blockHash: Hex
  readonly transaction: Hex
  readonly logIndex: number
  readonly at: number
}

/** A ballot that a record took over. `support` is null where it counts as uncast; `digest` is the first four bytes of what was signed. */
export type RecordedBallot = {
  readonly seat: number
  readonly support: number | null
  readonly votes: number
  readonly revision: bigint
  readonly digest: Hex
}

/** A record as it stands after it was opened or challenged (R5). Seats are those of the cited roster: bit i of the masks is seat i. Times in seconds. */
export type RecordedState = {
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly start: number
  readonly windowEnd: number
  readonly passes: boolean
  readonly against: bigint
  readonly for: bigint
  readonly abstain: bigint
  /** What this transaction took over. */
  readonly ballots: readonly RecordedBallot[]
}

/** What happened to one DAO on chain, in order. These, once final, are the chain's whole input to the fold. */
export type ChainFact =
  | { readonly kind: 'founded'; readonly genesis: Genesis }
  | { readonly kind: 'rosterChanged'; readonly epoch: number; readonly members: readonly Member[] }
  | { readonly kind: 'rulesChanged'; readonly rulesEpoch: number; readonly rules: Rules }
  | { readonly kind: 'enacted'; readonly decision: DecisionId; readonly transaction: Hex }
  | { readonly kind: 'failed'; readonly decision: DecisionId; readonly reason: string; readonly transaction: Hex }
  | { readonly kind: 'recorded'; readonly decision: DecisionId; readonly record: RecordedState; readonly transaction: Hex }
  | { readonly kind: 'revoked'; readonly member: Address; readonly minRevision: bigint }
  | { readonly kind: 'ragequit'; readonly member: Address; readonly shares: bigint; readonly full: boolean }
  /** Income was split (R11); what of it could not be pushed came before as `credited`. `token` zero is ETH. */
  | {
      readonly kind: 'distributed'
      readonly token: Address
      readonly amount: bigint
      readonly toTreasury: bigint
      readonly toMembers: bigint
    }
  | { readonly kind: 'credited'; readonly account: Address; readonly token: Address; readonly amount: bigint }
  /** A credit ended; `paid` is less than `credit` only where the token itself shrank. */
  | {
      readonly kind: 'claimed'
      readonly account: Address
      readonly token: Address
      readonly recipient: Address
      readonly credit: bigint
      readonly paid: bigint
    }

export type ChainEvent = ChainPosition & { readonly fact: ChainFact }

/** cut = how many facts, and the hash chain over them. */
export type ChainCut = { readonly count: number; readonly eventRoot: string }

export const emptyCut: ChainCut = { count: 0, eventRoot: toHex(hashOf('daomesh/facts/0')) }

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
  return value
}

/**
 * Canonical bytes of a fact: bigint as decimal strings.
 * @example
 * encodeFact({ kind: 'revoked', member: alice, minRevision: 2n }).length > 0 // => true
 */
export const encodeFact = (fact: ChainFact): Uint8Array => encode(plain(fact))

/**
 * The cut after one more fact: root(n+1) = H(root(n), n, fact). Equal facts in equal order give equal roots, wherever on the chain they stood.
 * @example
 * const cut = extendCut(emptyCut, { kind: 'founded', genesis })
 * cut.count // => 1
 */
export const extendCut = (cut: ChainCut, fact: ChainFact): ChainCut => ({
  count: cut.count + 1,
  eventRoot: toHex(hashOf('daomesh/facts/1', fromHex(cut.eventRoot), utf8(String(cut.count)), encodeFact(fact))),
})
