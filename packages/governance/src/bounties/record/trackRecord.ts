import type { Address } from '@daomesh/protocol'
import type { BountyBook, BountyRecord } from '../escrow/bountyRecord.ts'
import { nodeOf } from '../escrow/bountyRecord.ts'

/** Stretch of chain time, in seconds: `from` ≤ time < `until`. */
export type Window = { readonly from: number; readonly until: number }

/** What the chain shows of an account's work. Money by token, in its smallest unit; rings of wash bounties are left out (G9). */
export type TrackRecord = {
  readonly issued: number
  readonly hunted: number
  /** Of those hunted: released with all of their amount, with a part, with nothing. */
  readonly whole: number
  readonly partial: number
  readonly nothing: number
  /** Objections raised against it, and how many of its own releases needed none. */
  readonly disputed: number
  readonly earned: ReadonlyMap<Address, bigint>
  readonly paid: ReadonlyMap<Address, bigint>
}

const within = (record: BountyRecord, { from, until }: Window): boolean =>
  record.status === 'released' && record.releasedAt >= from && record.releasedAt < until

/**
 * The edges that go round: who pays whom, reduced to accounts from which money can come back to where it started (strongly connected components with more
 * than one account, Tarjan, Depth-First Search and Linear Graph Algorithms, 1972). Money that returns shows that somebody may pay itself, so it makes no record.
 * @returns per account the number of its ring; accounts in no ring are absent.
 */
export const washRings = (edges: readonly (readonly [Address, Address])[]): ReadonlyMap<Address, number> => {
  const next = new Map<Address, Address[]>()
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to])
  const [index, low] = [new Map<Address, number>(), new Map<Address, number>()]
  const [stack, on] = [[] as Address[], new Set<Address>()]
  const rings = new Map<Address, number>()
  let ring = 0
  const enter = (at: Address): void => {
    index.set(at, index.size)
    low.set(at, index.get(at) ?? 0)
    stack.push(at)
    on.add(at)
  }
  const close = (at: Address): void => {
    if (low.get(at) !== index.get(at)) return
    const members: Address[] = []
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      on.delete(one)
      members.push(one)
      if (one === at) break
    }
    const self = members.length === 1 && (next.get(at) ?? []).includes(at)
    if (members.length > 1 || self) for (const member of members) rings.set(member, ring)
    if (members.length > 1 || self) ring += 1
  }
  // With a stack of its own: a chain of payments can be longer than the one of the machine.
  for (const start of [...next.keys()].toSorted()) {
    if (index.has(start)) continue
    const work = [{ at: start, child: 0 }]
    enter(start)
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { at } = frame
      const child = next.get(at)?.[frame.child++]
      if (child === undefined) {
        work.pop()
        close(at)
        const above = work.at(-1)
        if (above !== undefined) low.set(above.at, Math.min(low.get(above.at) ?? 0, low.get(at) ?? 0))
      } else if (!index.has(child)) {
        enter(child)
        work.push({ at: child, child: 0 })
      } else if (on.has(child)) low.set(at, Math.min(low.get(at) ?? 0, index.get(child) ?? 0))
    }
  }
  return rings
}

/** Who paid whom in a bounty: the issuer its hunter, and every payee those that it split off to. */
export const paymentsOf = (record: BountyRecord): readonly (readonly [Address, Address])[] => [
  [record.agreement.issuer, record.agreement.hunter] as const,
  ...[...record.places.values()].map(
    ({ owner, leaf }) => [record.places.get(owner)?.leaf.payee ?? record.agreement.hunter, leaf.payee] as const,
  ),
]

const add = (sums: Map<Address, bigint>, token: Address, amount: bigint): void => {
  if (amount > 0n) sums.set(token, (sums.get(token) ?? 0n) + amount)
}

/** The bounties released in the window, without those whose issuer and hunter are in one ring of payments of that window (G9). */
export const countedBounties = (book: BountyBook, window: Window): readonly BountyRecord[] => {
  const released = [...book.bounties.values()].filter((record) => within(record, window))
  const rings = washRings(released.flatMap(paymentsOf))
  return released.filter(({ agreement }) => {
    const ring = rings.get(agreement.issuer)
    return ring === undefined || ring !== rings.get(agreement.hunter)
  })
}

/**
 * What an account did, from chain facts alone: same facts, same record, on every machine.
 * @example
 * trackRecord(emptyBook, alice, { from: 0, until: 2_000_000_000 }).hunted // => 0
 */
export const trackRecord = (book: BountyBook, account: Address, window: Window): TrackRecord => {
  const counted = countedBounties(book, window)
  const [earned, paid] = [new Map<Address, bigint>(), new Map<Address, bigint>()]
  const hunted = counted.filter(({ agreement }) => agreement.hunter === account)
  const issued = counted.filter(({ agreement }) => agreement.issuer === account)
  for (const { agreement, released } of hunted) add(earned, agreement.token, released)
  for (const { agreement, released } of issued) add(paid, agreement.token, released)
  return {
    issued: issued.length,
    hunted: hunted.length,
    whole: hunted.filter(({ released, agreement }) => released === agreement.amount).length,
    partial: hunted.filter(({ released, agreement }) => released > 0n && released < agreement.amount).length,
    nothing: hunted.filter(({ released }) => released === 0n).length,
    disputed: hunted.filter((record) => nodeOf(record, record.id).dispute !== null).length,
    earned,
    paid,
  }
}
