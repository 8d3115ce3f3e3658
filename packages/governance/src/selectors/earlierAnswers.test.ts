import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, decisionOf, idOf } from '../fixtures/dao.ts'
import { cast, fold, founded, hosting, later, party, submitted, transaction } from '../fixtures/voting.ts'
import { earlierAnswers } from './earlierAnswers.ts'

const rival = decisionOf(ann, 0n, 'Rival', 'Text.', { closesAt: 900 })
const proposals = [submitted(hosting), submitted(party, 'Party', 'Cake.'), submitted(rival, 'Rival', 'Text.')]

test('T18: what a member says now on open proposals stands, the nearest close first, and each usable For beside it', () => {
  const entries = [
    ...proposals,
    cast(ben, 1n, supports.for),
    cast(ben, 2n, supports.against),
    cast(ben, 3n, supports.abstain, rival),
    cast(ann, 1n, supports.for, party),
  ]
  expect(earlierAnswers(fold(...entries), founded, ben.address, { now: 500 })).toEqual({
    standing: [
      { decision: idOf(rival), slot: rival.slot, closesAt: 900, support: supports.abstain, votes: 0n },
      { decision: idOf(hosting), slot: hosting.slot, closesAt: 1000, support: supports.against, votes: 0n },
    ],
    usableYes: [{ decision: idOf(hosting), slot: hosting.slot, support: supports.for }],
  })
})

test('T18: what is over or revoked on the chain binds nobody', () => {
  const entries = [...proposals, cast(ben, 1n, supports.for), cast(ben, 2n, supports.for, party)]
  const none = { standing: [], usableYes: [] }
  expect(earlierAnswers(fold(...entries), founded, ben.address, { now: 5000 })).toEqual(none)
  const revoked = later(founded, { kind: 'revoked', member: ben.address, minRevision: 3n })
  expect(earlierAnswers(fold(...entries), revoked, ben.address, { now: 500 })).toEqual(none)
  const done = later(founded, { kind: 'enacted', decision: idOf(hosting), transaction })
  expect(earlierAnswers(fold(...entries), done, ben.address, { now: 500 }).standing.map(({ decision }) => decision)).toEqual([idOf(party)])
})
