import type { agreementQuestionOf, joinQuestionOf } from '@daomesh/protocol'

type SignsByBallotsParameters = {
  readonly agreement: ReturnType<typeof agreementQuestionOf>
  readonly joined: ReturnType<typeof joinQuestionOf>
}

/**
 * Whether the ballots of a decision are the signature that it asks for, which the nodes bring by themselves: to take a bounty, to found a DAO, to take a seat.
 * What lets another DAO take a tribute is a transaction, which somebody sends.
 */
export const signsByBallots = ({ agreement, joined }: SignsByBallotsParameters): boolean =>
  agreement !== null || (joined !== null && (joined.kind === 'founding' || joined.tribute === undefined))
