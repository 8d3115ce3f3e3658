import type { Address, RoundAction } from '@daomesh/protocol'
import { poolRefunds } from '../rules/matching/poolRefunds.ts'
import type { RoundRecord } from './roundRecord.ts'
import { roundStanding, type RoundStanding } from './roundStanding.ts'

/** Fundings given back in one transaction, for the same reason. */
export const roundFundings = 160
/** Projects in one payout: at about 60 000 gas each where every payee is new, below the 16.7 million of one transaction. */
export const roundPayouts = 160

/**
 * A step that needs no judgement, since time has made it due, and anybody may bring it to the chain. `moves`: all that it moves, or lets move; `gain`: what of
 * that comes to the accounts that ask; `payees`: who gains by it, who gains most first.
 */
export type RoundStep = {
  readonly action: Extract<RoundAction, { readonly kind: 'finalise' | 'payout' | 'refund' | 'refundPool' }>
  readonly moves: bigint
  readonly gain: bigint
  readonly payees: readonly Address[]
}

type Line = { readonly to: Address; readonly amount: bigint }

const stepOf = (action: RoundStep['action'], lines: readonly Line[], accounts: ReadonlySet<Address>): RoundStep => {
  const sums = new Map<Address, bigint>()
  for (const { to, amount } of lines) sums.set(to, (sums.get(to) ?? 0n) + amount)
  const total = (of: readonly Line[]): bigint => of.reduce((sum, { amount }) => sum + amount, 0n)
  return {
    action,
    moves: total(lines),
    gain: total(lines.filter(({ to }) => accounts.has(to))),
    payees: [...sums].toSorted(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1)).map(([to]) => to),
  }
}

/** Projects that wait for their money, by place. */
export const unpaidProjects = (record: RoundRecord, standing: RoundStanding): readonly (Line & { readonly place: number })[] =>
  record.projects.flatMap(({ payee }, place) => {
    const { contributed = 0n, matched = 0n } = standing.projects[place] ?? {}
    const amount = contributed + matched
    return record.paid.has(place) || amount === 0n ? [] : [{ place, to: payee, amount }]
  })

/** Parts of the pool that wait to go back, by the number of their funding. */
export const unreturnedFundings = (record: RoundRecord, standing: RoundStanding): readonly (Line & { readonly number: number })[] =>
  record.fundings.flatMap(({ funder, refunded }, number) => {
    const amount = standing.poolRefunds[number] ?? 0n
    return refunded || amount === 0n ? [] : [{ number, to: funder, amount }]
  })

const payouts = (record: RoundRecord, standing: RoundStanding, accounts: ReadonlySet<Address>): readonly RoundStep[] => {
  const lines = unpaidProjects(record, standing)
  const mine = lines.filter(({ to }) => accounts.has(to)).slice(0, roundPayouts)
  // One's own come first into the batch, so that it is worth its gas.
  const batch = [...mine, ...lines.filter(({ to }) => !accounts.has(to))].slice(0, roundPayouts)
  const { round, projects } = record
  return [batch, ...(mine.length < batch.length ? [mine] : [])]
    .filter((some) => some.length > 0)
    .map((some) =>
      stepOf({ kind: 'payout', round, projects, which: some.map(({ place }) => place).toSorted((a, b) => a - b) }, some, accounts),
    )
}

/**
 * What is due in a round now: that it is counted, that projects are paid (a batch for everybody, then one's own alone, where the batch costs more than they
 * bring), and what goes back to these accounts.
 * @param now seconds of chain time: of a block, since the chain judges by that.
 */
export const roundDue = (record: RoundRecord, accounts: ReadonlySet<Address>, now: number): readonly RoundStep[] => {
  const { round, projects } = record
  const standing = roundStanding(record, now)
  if (standing.status === 'contributing') return []
  if (standing.status === 'countable') {
    const left = poolRefunds(
      standing.left,
      record.fundings.map(({ amount }) => amount),
    )
    const lines = [
      ...projects.map(({ payee }, i) => ({
        to: payee,
        amount: (standing.projects[i]?.contributed ?? 0n) + (standing.projects[i]?.matched ?? 0n),
      })),
      ...record.fundings.map(({ funder }, i) => ({ to: funder, amount: left[i] ?? 0n })),
    ].filter(({ amount }) => amount > 0n)
    return lines.length === 0 ? [] : [stepOf({ kind: 'finalise', round }, lines, accounts)]
  }
  const back = unreturnedFundings(record, standing)
    .filter(({ to }) => accounts.has(to))
    .slice(0, roundFundings)
  return [
    ...payouts(record, standing, accounts),
    ...[...standing.refunds]
      .filter(([account]) => accounts.has(account))
      .map(([account, amount]) => stepOf({ kind: 'refund', round, account }, [{ to: account, amount }], accounts)),
    ...(back.length === 0 ? [] : [stepOf({ kind: 'refundPool', round, numbers: back.map(({ number }) => number) }, back, accounts)]),
  ]
}
