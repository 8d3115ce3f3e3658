import { expect, test } from 'vitest'
import { awaitsMe } from '../home/awaits.ts'
import type { ProposalSummary } from './isUnderWay.ts'
import { isUnderWay } from './isUnderWay.ts'

const decisive: ProposalSummary = {
  decision: `0x${'aa'.repeat(32)}` as ProposalSummary['decision'],
  short: 'aaaaaaaa',
  title: 'Take the bounty: Gate',
  author: `0x${'b0'.repeat(20)}` as ProposalSummary['author'],
  authorName: 'Ben',
  submittedAt: 0,
  state: 'decisive',
  closesAt: 100,
  expiresAt: 200,
  mine: null,
  seated: true,
  ballots: 2,
  of: 3,
  progress: 'seen',
  asks: { key: 'asks.agreement', params: { title: 'Gate' } },
  notice: null,
  signs: true,
  settled: false,
  recorded: null,
  now: 50,
  ready: null,
}

test('what its ballots have signed is under way no more and waits for nobody, though its voting lasts', () => {
  expect([isUnderWay(decisive), awaitsMe(decisive)]).toEqual([true, true])
  expect([isUnderWay({ ...decisive, settled: true }), awaitsMe({ ...decisive, settled: true })]).toEqual([false, false])
})
