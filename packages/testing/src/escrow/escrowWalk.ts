import { escrowAddress } from '@daomesh/chain'
import type { DevnetAccount } from '@daomesh/chain/devnet'
import { buildSumTree, escrowGroups, type KnownSplit, leafKeyOf, type SumTree } from '@daomesh/governance'
import {
  address,
  type Address,
  type Agreement,
  bountyDomain,
  type BountyId,
  bountyIdOf,
  type EscrowAction,
  type EscrowGroup,
  type EscrowMessages,
  hashTypedData,
  type Hex,
  noBounty,
  ether,
} from '@daomesh/protocol'
import { privateKeyToAccount } from 'viem/accounts'
import type { SeededRandom } from '../world/seededRandom.ts'

const chainId = 31_337n
const escrow = escrowAddress()
const hour = 3_600
/** Who plays what among the accounts; two hunters, issuers and workers. */
export const cast = { issuers: [0, 1], hunters: [2, 3], lead: 4, workers: [5, 6], stranger: 7, refusing: 8, arbiter: 9 } as const

/** A bounty of the walk with everything that is known off the chain. */
export type Walked = {
  readonly agreement: Agreement
  readonly id: BountyId
  readonly subs: readonly Agreement[]
  readonly top: SumTree
  readonly planned: SumTree
  readonly late: SumTree
  readonly splits: readonly KnownSplit[]
  /** How far it went along its usual way. */
  stage: number
}

/** One step: who sends what; or time, or a payee that refuses. */
export type WalkStep =
  | { readonly kind: 'act'; readonly from: number; readonly action: EscrowAction }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'refuse'; readonly refuses: boolean }

export type Walk = {
  readonly random: SeededRandom
  readonly accounts: readonly DevnetAccount[]
  readonly coin: Address
  readonly all: Walked[]
  nonce: bigint
  /** In seconds, but for one with each block. */
  now: number
}

const who = ({ accounts }: Walk, i: number): Address => (accounts[i] as DevnetAccount).address

/** The signature of an account of the walk, by its number, on a message of the escrow. */
export const sign = <N extends keyof EscrowMessages>(walk: Walk, by: number, name: N, message: EscrowMessages[N]): Promise<Hex> =>
  signHash(walk, by, hashTypedData(bountyDomain(chainId, escrow), name, message as never))

/** The same on a hash. */
export const signHash = ({ accounts }: Walk, by: number, hash: Hex): Promise<Hex> =>
  privateKeyToAccount((accounts[by] as DevnetAccount).privateKey).sign({ hash })

/** What sets a bounty apart. `parts`: of the lead, of a worker, of who may refuse, and of the late split; the lead gives each worker a third of its own. */
export type BountyShape = {
  readonly issuer: number
  readonly hunter: number
  readonly token?: Address
  readonly amount: bigint
  readonly parts: readonly [bigint, bigint, bigint, bigint]
  readonly days: number
  readonly defaultSplit: number
  /** Who signs the split that the lead has planned. */
  readonly signer: number
}

/** A bounty of two levels: leaf 0 is the lead's, who has planned a split of it among both workers; 1 a worker's; 2 that of who may refuse. */
export const makeBounty = async (walk: Walk, shape: BountyShape, change: Partial<Agreement> = {}): Promise<Walked> => {
  const { hunter, token = ether, parts, days } = shape
  const between = (issuer: number, to: number, amount: bigint, more: Partial<Agreement> = {}): Agreement => ({
    issuer: who(walk, issuer),
    hunter: who(walk, to),
    token: ether,
    amount,
    termsHash: noBounty,
    deliverBy: walk.now + 5 * 24 * hour,
    reviewPeriod: days * 24 * hour,
    reviewer: who(walk, cast.stranger),
    arbiter: who(walk, cast.arbiter),
    defaultSplit: shape.defaultSplit,
    parent: noBounty,
    validUntil: walk.now + 5 * 24 * hour,
    nonce: walk.nonce++,
    ...more,
  })
  const agreement = between(shape.issuer, hunter, shape.amount, { token, ...change })
  const payees = [cast.lead, cast.workers[0], token === ether ? cast.refusing : cast.workers[1]]
  const subs = payees.map((payee, i) => between(hunter, payee, parts[i] ?? 0n))
  const idOf = (one: Agreement): BountyId => bountyIdOf(chainId, escrow, one)
  const leafOf = (one: Agreement) => ({ payee: one.hunter, amount: one.amount, agreement: idOf(one) })
  const planned = buildSumTree(cast.workers.map((payee) => leafOf(between(cast.lead, payee, parts[0] / 3n))))
  const top = buildSumTree(subs.map((one, i) => ({ ...leafOf(one), ...(i === 0 && { split: { root: planned.root, sum: planned.sum } }) })))
  const late = buildSumTree([leafOf(between(hunter, cast.workers[1], parts[3]))])
  const id = idOf(agreement)
  const carried = { bounty: top.leaves[0]?.agreement ?? noBounty, number: 0, root: planned.root, sum: planned.sum }
  const splits: readonly KnownSplit[] = [
    { node: id, split: 1, tree: top, signature: '0x' },
    { node: id, split: 2, tree: late, signature: '0x' },
    { node: leafKeyOf(id, 1, 0), split: 0, tree: planned, signature: await sign(walk, shape.signer, 'Split', carried) },
    { node: leafKeyOf(id, 1, 0), split: 1, tree: late, signature: '0x' },
  ]
  return { agreement, id, subs, top, planned, late, splits, stage: 0 }
}

export const drawBounty = async (walk: Walk, change: Partial<Agreement> = {}): Promise<Walked> => {
  const { random } = walk
  const part = (least: number, more: number): bigint => BigInt(least + random.below(more))
  return makeBounty(
    walk,
    {
      issuer: random.pick(cast.issuers),
      hunter: random.pick(cast.hunters),
      token: random.chance(0.3) ? walk.coin : ether,
      amount: part(900, 300),
      parts: [part(200, 200), part(50, 150), part(50, 150), part(20, 120)],
      days: 1 + random.below(3),
      defaultSplit: random.pick([0, 2_500, 5_000, 10_000]),
      signer: random.chance(0.8) ? cast.lead : cast.stranger,
    },
    change,
  )
}

/** Keys of leaves by where they stand: 0, 1, 2 of the first split, the late one, the lead's two, and one below the lead that it added. */
export const keysOf = ({ id }: Walked): readonly Hex[] => {
  const lead = leafKeyOf(id, 1, 0)
  return [
    lead,
    leafKeyOf(id, 1, 1),
    leafKeyOf(id, 1, 2),
    leafKeyOf(id, 2, 0),
    leafKeyOf(lead, 0, 0),
    leafKeyOf(lead, 0, 1),
    leafKeyOf(lead, 1, 0),
  ]
}

/** Groups that show these leaves, nothing marked to be paid. */
export const pathTo = ({ id, splits }: Walked, keys: readonly Hex[]): readonly EscrowGroup[] =>
  escrowGroups(id, splits, keys).groups.map((group) => ({ ...group, pay: 0n }))

/** A payout of these leaves. */
export const paying = ({ agreement, id, splits }: Walked, keys: readonly Hex[]): EscrowAction => ({
  kind: 'payout',
  agreement,
  groups: escrowGroups(id, splits, keys).groups,
})
