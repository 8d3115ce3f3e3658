import type { JoinQuestion } from '@daomesh/protocol'
import type { z } from 'zod'
import type { sentence } from '../contract/shapes.ts'

type Sentence = z.input<typeof sentence>

/** What a list says that a proposal asks. */
export const asksJoin = (question: JoinQuestion): Sentence =>
  question.kind === 'founding'
    ? { key: 'asks.founding', params: { name: question.genesis.name } }
    : { key: 'asks.seat', params: { outer: question.outer } }

/** Where this DAO goes by a proposal, and on which terms, worked out from what it signs. */
export const describeJoin = (question: JoinQuestion): Sentence[] =>
  question.kind === 'founding'
    ? [
        { key: 'joining.notice.founding', params: { name: question.genesis.name, members: question.genesis.members.length } },
        ...question.genesis.members.map(({ account, power, shares }) => ({
          key: 'joining.notice.member',
          params: { account, power: power.toString(), shares: shares.toString() },
        })),
      ]
    : [
        {
          key: 'joining.notice.seat',
          params: { outer: question.outer, power: question.power.toString(), shares: question.shares.toString() },
        },
        ...(question.tribute === undefined
          ? []
          : [{ key: 'joining.notice.tribute', params: { token: question.tribute.token, units: question.tribute.amount.toString() } }]),
      ]
