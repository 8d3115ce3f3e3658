import type { Address, Member, Rules } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { rules } from '../fixtures/dao.ts'
import { tally } from '../rules/tally.ts'

type Case = {
  readonly name: string
  readonly rules: Pick<Rules, 'mode' | 'quorumBps' | 'thresholdBps' | 'gracePeriod'>
  readonly cited: readonly Member[]
  readonly current: readonly Member[]
  /** Accounts, ascending. */
  readonly exited: readonly Address[]
  readonly ballots: readonly { readonly member: Address; readonly support: number }[]
}

/** A small fixed generator (mulberry32): the same table on every machine. */
const sequence = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const account = (n: number): Address => `0x${(n + 1).toString(16).padStart(40, '0')}` as Address
const bpsOf = [0, 1, 2500, 3333, 5000, 5001, 6666, 6667, 7500, 9999, 10_000]

const caseOf = (n: number): Case => {
  const next = sequence(n * 7919 + 1)
  const size = 1 + next(n % 20 === 0 ? 64 : 7)
  const wide = next(8) === 0
  const power = (): bigint => (wide ? (1n << 64n) - 1n - BigInt(next(3)) : BigInt(next(6)))
  const member = (i: number): Member => ({ account: account(i), kind: 0, power: power(), shares: BigInt(1 + next(9)) })
  const seats = Array.from({ length: size }, (_, i) => i)
  const current = seats.filter(() => next(8) !== 0).map(member)
  const same = next(2) === 0
  const cited = same ? current : seats.filter(() => next(6) !== 0).map(member)
  const voted = seats.flatMap((i) => {
    const support = [1, 1, 1, 0, 2, -1][next(6)] ?? -1
    return support < 0 ? [] : [{ member: account(i), support }]
  })
  // Only members of the current roster can hand in a sheet.
  const ballots = voted.filter((one) => current.some((seat) => seat.account === one.member))
  const exited = current.filter(() => next(9) === 0).map((seat) => seat.account)
  const pick = () => bpsOf[next(bpsOf.length)] ?? 0
  return {
    name: `case ${n}`,
    rules: { mode: next(2), quorumBps: pick(), thresholdBps: pick(), gracePeriod: next(2) * 60 },
    cited: cited.length === 0 ? current : cited,
    current,
    exited,
    ballots,
  }
}

const counted = (one: Case) => {
  const outcome = tally({
    rules: { ...rules, ...one.rules },
    cited: one.cited,
    current: one.current,
    exited: new Set(one.exited),
    ballots: new Map(one.ballots.map((ballot) => [ballot.member, ballot.support])),
  })
  return {
    for: outcome.for,
    against: outcome.against,
    abstain: outcome.abstain,
    total: outcome.total,
    decisive: outcome.decisive,
    unanimous: outcome.unanimous,
    immediate: outcome.immediate,
  }
}

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

test('T10: the table of vectors that the contract is compared with is what these rules say', async () => {
  const cases = Array.from({ length: 120 }, (_, n) => caseOf(n)).filter((one) => one.current.length > 0)
  const lines = cases.map((one) => JSON.stringify({ ...one, expect: counted(one) }, plain))
  const outcomes = cases.map((one) => counted(one))
  // The table is worth something only if it shows both sides of every outcome.
  for (const field of ['decisive', 'unanimous', 'immediate'] as const) {
    const share = outcomes.filter((one) => one[field]).length / outcomes.length
    expect(share > 0.05 && share < 0.95, `${field} ${share}`).toBe(true)
  }
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('./generated/tally.json')
})
