import { priceOf } from '@daomesh/chain'
import { committedOf, escrowGroups, leafStanding, nodeOf, partDue } from '@daomesh/governance'
import type { Address, BountyId, EscrowAction, Hex } from '@daomesh/protocol'
import type { KnownBounty } from './createBountyDesk.ts'

/** Leaves in one transaction: at about 60 000 gas each where every payee is new, below the 16.7 million of one transaction. */
export const payoutLeaves = 160

const ether = 0n

/**
 * A step that needs no judgement, since time, a ruling or an acceptance has made it due, and anybody may bring it to the chain. `payees`: who gain by it, who
 * gains most first; `gain`: what of it goes to the accounts that ask, in wei: a token has no price here, so it counts nothing.
 */
export type DueStep = {
  readonly bounty: BountyId | null
  /** What is done by it, so that the same is not begun twice. */
  readonly name: string
  readonly action: EscrowAction
  readonly gain: bigint
  readonly payees: readonly Address[]
}

/** The leaves that anybody may have paid now, of those that are known here. */
export const payableLeaves = ({ record }: KnownBounty, now: number): readonly Hex[] =>
  record === null ? [] : [...record.places.keys()].filter((key) => leafStanding(record, key, now).state === 'payable')

export const payoutOf = ({ id, bundle, splits }: KnownBounty, leaves: readonly Hex[]): EscrowAction => ({
  kind: 'payout',
  agreement: bundle.agreement,
  groups: escrowGroups(id, splits, leaves).groups,
})

/** Every node comes to the same order. */
const byGain = (lines: readonly { readonly payee: Address; readonly margin: bigint }[]): readonly Address[] => {
  const sums = new Map<Address, bigint>()
  for (const { payee, margin } of lines) sums.set(payee, (sums.get(payee) ?? 0n) + margin)
  return [...sums].toSorted(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1)).map(([payee]) => payee)
}

const payStep = (known: KnownBounty, leaves: readonly Hex[], accounts: ReadonlySet<Address>, now: number): DueStep | null => {
  const { record, id, bundle } = known
  if (record === null || leaves.length === 0) return null
  const lines = leaves.flatMap((key) => {
    const place = record.places.get(key)
    return place === undefined ? [] : [{ payee: place.leaf.payee, margin: leafStanding(record, key, now).margin }]
  })
  const gain = lines.reduce((sum, { payee, margin }) => sum + (accounts.has(payee) ? margin : 0n), 0n)
  return {
    bounty: id,
    name: `payout ${leaves.toSorted().join()}`,
    action: payoutOf(known, leaves),
    gain: BigInt(bundle.agreement.token) === ether ? gain : 0n,
    payees: byGain(lines),
  }
}

const releaseStep = ({ record, id, bundle }: KnownBounty, accounts: ReadonlySet<Address>, now: number): DueStep | null => {
  const part = record === null ? null : partDue(record, now)
  if (record === null || part === null) return null
  const { hunter, token } = bundle.agreement
  // At least: who objected rightly is made good for the bond that the arbiter got, out of the margin (contracts E8).
  const least = part - committedOf(record, id) - (nodeOf(record, id).dispute?.bond ?? 0n)
  const gain = least > 0n ? least : 0n
  return {
    bounty: id,
    name: 'release',
    action: { kind: 'release', agreement: bundle.agreement },
    gain: accounts.has(hunter) && BigInt(token) === ether ? gain : 0n,
    payees: [hunter],
  }
}

/**
 * What is due in one bounty, the most useful first: a batch for everybody, then for one's own leaves alone, where the batch costs more than they bring.
 * @param accounts this account and its DAOs. @param now seconds of chain time: of a block, since the chain judges by that.
 */
export const dueSteps = (known: KnownBounty, accounts: ReadonlySet<Address>, now: number): readonly DueStep[] => {
  const due = payableLeaves(known, now)
  const isMine = (key: Hex): boolean => {
    const payee = known.record?.places.get(key)?.leaf.payee
    return payee !== undefined && accounts.has(payee)
  }
  // One's own come first into the batch, so that it is worth its gas.
  const batch = [...due.filter(isMine), ...due.filter((key) => !isMine(key))].slice(0, payoutLeaves)
  const mine = due.filter(isMine).slice(0, payoutLeaves)
  return [
    releaseStep(known, accounts, now),
    payStep(known, batch, accounts, now),
    mine.length < batch.length ? payStep(known, mine, accounts, now) : null,
  ].flatMap((step) => (step === null || step.gain === 0n || priceOf(step.action).amount > 0n ? [] : [step]))
}
