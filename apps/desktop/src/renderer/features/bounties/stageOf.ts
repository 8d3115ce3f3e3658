import type { BountySummary } from './bounties.ts'

/** Where a bounty stands for the one who asks: what to do, what to look at, what to wait for, or nothing any more. */
export const stages = ['working', 'reviewing', 'waiting', 'done'] as const
export type Stage = (typeof stages)[number]

type Row = Pick<BountySummary, 'status' | 'issuer' | 'hunter' | 'dues'>

/** `mine`: this account and its DAOs. */
export const stageOf = ({ status, issuer, hunter, dues }: Row, mine: ReadonlySet<string>): Stage => {
  if (status === 'cancelled') return 'done'
  if (status === 'released') return dues.some(({ state }) => state !== 'paid') ? 'waiting' : 'done'
  if (status === 'delivered' && mine.has(issuer)) return 'reviewing'
  const works = mine.has(hunter) || dues.some(({ role, state }) => role === 'waits' && state === 'waiting')
  if (status === 'funded' && works) return 'working'
  return 'waiting'
}

/** For which of these accounts a row stands in the list. */
export const accountsOf = ({ issuer, hunter, dues }: Row, mine: ReadonlySet<string>): readonly string[] => [
  ...new Set([issuer, hunter, ...dues.map(({ account }) => account)].filter((account) => mine.has(account))),
]

export type Role = 'issuer' | 'hunter' | 'worker' | 'payer'

/** As what somebody stands in a bounty: who pays all of it, who does all of it, or who has a place below. */
export const roleOf = ({ issuer, hunter, dues }: Row, mine: ReadonlySet<string>): Role =>
  mine.has(hunter) ? 'hunter' : mine.has(issuer) ? 'issuer' : dues.some(({ role }) => role === 'waits') ? 'worker' : 'payer'
