import { type AgreementQuestion, agreementQuestionOf, bountyIdOf, type BountyId } from '@daomesh/protocol'
import { isLost, standingFirst } from '../selectors/askedOnce.ts'
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
export const agreementsAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly AskedAgreement[] => {
  const found = new Map<BountyId, { readonly question: AgreementQuestion; readonly rows: ProposalRow[] }>()
  for (const row of rows) {
    const question = agreementQuestionOf(place, row.decision, row.content)
    if (question === null) continue
    const bounty = bountyIdOf(place.chainId, question.escrow, question.agreement)
    const known = found.get(bounty)
    if (known === undefined) found.set(bounty, { question, rows: [row] })
    else known.rows.push(row)
  }
  return [...found].flatMap(([bounty, { question, rows: all }]) => {
    const sorted = all.toSorted(standingFirst)
    const [asked] = sorted
    return asked === undefined ? [] : [{ bounty, question, asked, rows: sorted }]
  })
}

/**
 * Whether its members are asked, or have answered; not so where roster or rules changed since, so that no ballot counts any more (O11).
 * @example
 * const [first] = agreementsAmong({ chainId: chain.chainId, dao }, [])
 * first === undefined ? false : standsAsked(first) // => false
 */
export const standsAsked = ({ rows }: AskedAgreement): boolean => rows.some((row) => !isLost(row))
