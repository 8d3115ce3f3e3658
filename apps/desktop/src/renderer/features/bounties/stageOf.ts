import type { BountySummary } from './bounties.ts'

/** Where a bounty stands for the one who asks: what to do, what to look at, what to wait for, or nothing any more. */
export const stages = ['working', 'reviewing', 'waiting', 'done'] as const
export type Stage = (typeof stages)[number]

type Row = Pick<BountySummary, 'status' | 'issuer' | 'hunter' | 'reviewer' | 'arbiter' | 'dispute' | 'dues'>

/** `mine`: this account and its DAOs. */
export const stageOf = ({ status, issuer, hunter, reviewer, arbiter, dispute, dues }: Row, mine: ReadonlySet<string>): Stage => {
  if (status === 'cancelled') return 'done'
  if (status === 'released') return dues.some(({ state }) => state !== 'paid') ? 'waiting' : 'done'
  if (status === 'delivered' && (mine.has(issuer) || mine.has(reviewer))) return 'reviewing'
  if (status === 'objected' && dispute === 'contested' && mine.has(arbiter)) return 'reviewing'
  const works = mine.has(hunter) || dues.some(({ role, state }) => role === 'waits' && state === 'waiting')
  if (status === 'funded' && works) return 'working'
  return 'waiting'
}

/** What is to be done comes first, what is over last; within that the order stays. */
export const byTurn = <T extends Row>(rows: readonly T[], mine: ReadonlySet<string>): readonly T[] => {
  const rank = (row: T): number => ['reviewing', 'working', 'waiting', 'done'].indexOf(stageOf(row, mine))
  return rows.toSorted((a, b) => rank(a) - rank(b))
}

/** For which of these accounts a row stands in the list. */
export const accountsOf = ({ issuer, hunter, reviewer, arbiter, dues }: Row, mine: ReadonlySet<string>): readonly string[] => [
  ...new Set([issuer, hunter, reviewer, arbiter, ...dues.map(({ account }) => account)].filter((account) => mine.has(account))),
]

export type Role = 'issuer' | 'hunter' | 'worker' | 'payer' | 'arbiter' | 'reviewer'

/** As what somebody stands in a bounty: who pays all of it, who does all of it, who has a place below, or who judges it. */
export const roleOf = ({ issuer, hunter, reviewer, dues }: Row, mine: ReadonlySet<string>): Role => {
  if (mine.has(hunter)) return 'hunter'
  if (mine.has(issuer)) return 'issuer'
  if (dues.length > 0) return dues.some(({ role }) => role === 'waits') ? 'worker' : 'payer'
  return mine.has(reviewer) ? 'reviewer' : 'arbiter'
}

const told = ['none', 'funded', 'delivered', 'objected', 'contested'] as const
/** Which sentence says where a bounty stands: one for all, or one for each role. */
export type StateWord = (typeof told)[number] | 'ruled' | 'cancelled' | 'paying' | 'released' | 'partly' | 'returned'

export const isToldByRole = (word: StateWord): word is (typeof told)[number] => told.some((one) => one === word)

export const stateWordOf = ({
  status,
  dispute,
  amount,
  released,
  dues,
}: Pick<BountySummary, 'status' | 'dispute' | 'amount' | 'released' | 'dues'>): StateWord => {
  if (status === 'objected') return dispute === 'open' || dispute === null ? 'objected' : dispute
  if (status !== 'released') return status
  if (dues.some(({ state }) => state !== 'paid')) return 'paying'
  return BigInt(released) === 0n ? 'returned' : BigInt(released) < BigInt(amount) ? 'partly' : 'released'
}
