import { type Address, type AgreementQuestion, agreementQuestionOf, bountyIdOf, type BountyId } from '@daomesh/protocol'
import { askedOnce, isAskedFor } from '../selectors/askedOnce.ts'
import type { InnerPlace } from '../selectors/innerAnswer.ts'
import type { ProposalRow } from '../selectors/proposalState.ts'

/** A bounty that the members of a DAO are asked to take as one entity. */
export type AskedAgreement = {
  readonly bounty: BountyId
  readonly question: AgreementQuestion
  /** The proposal that stands for it. */
  readonly asked: ProposalRow
  /** All that sign this very agreement, `asked` included: members who did not hear of each other may each have asked. */
  readonly rows: readonly ProposalRow[]
}

/**
 * The bounties among the proposals of a DAO that it is asked to take, each with the proposals that sign it (O10).
 * @example
 * agreementsAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const agreementsAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly AskedAgreement[] =>
  askedOnce(rows, ({ decision, content }) => {
    const question = agreementQuestionOf(place, decision, content)
    return question === null ? null : { id: bountyIdOf(place.chainId, question.escrow, question.agreement), question }
  }).map(({ id: bounty, ...asked }) => ({ bounty, ...asked }))

/**
 * Whether its members are asked, or have answered, for a member that would ask them (S30); not so where roster or rules changed since, so that no ballot counts any
 * more (O11), nor by what its author took back: another member asks then.
 * @example
 * const [first] = agreementsAmong({ chainId: chain.chainId, dao }, [])
 * first === undefined ? false : standsAsked(first, alice) // => false
 */
export const standsAsked = ({ rows }: AskedAgreement, self: Address | null): boolean => isAskedFor(rows, self)
