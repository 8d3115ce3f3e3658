import type { ProposalRow } from '@daomesh/governance'
import { type Address, agreementQuestionOf, bountyIdOf, bountyOfOffer, daoSpaceOf, type Offer } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { agreementAskedShape, memberQuestionShape } from '../contract/deals.ts'
import { dealOf } from '../deals/dealOf.ts'
import { agreementsIn, placeOf } from '../nested/shownProposals.ts'
import { type DaoSpace, type DealSpace, isDao } from '../spaces/space.ts'
import { supportWord } from '../words/supportWord.ts'

export type AgreementAsked = z.input<typeof agreementAskedShape>
export type MemberQuestion = z.input<typeof memberQuestionShape>

/** The deal here that a bounty comes from. */
const dealWith = (node: NodeContext, bounty: string): { readonly space: DealSpace; readonly row: AgreementAsked['deal'] } | null => {
  for (const space of node.spaces.deals())
    for (const { id, offer, status } of dealOf(node, space).offers)
      if (bountyOfOffer(space.record.opening, offer) === bounty) return { space, row: { space: space.id, offer: id, status } }
  return null
}

const nameOfIssuer = (node: NodeContext, space: DaoSpace, issuer: Address, deal: DealSpace | undefined): string | null => {
  const party = deal?.record.opening.issuer
  if (party?.kind === 'dao') return party.genesis.name
  const dao = node.spaces.find(daoSpaceOf(space.record.chain, issuer))
  return dao !== undefined && isDao(dao) ? dao.record.genesis.name : null
}

/** The bounty that a proposal takes for its DAO, worked out from what its only call signs, or null. */
export const readAgreementOf = (node: NodeContext, space: DaoSpace, row: ProposalRow): AgreementAsked | null => {
  const question = agreementQuestionOf(placeOf(space), row.decision, row.content)
  if (question === null) return null
  const { escrow, agreement, terms } = question
  const { issuer, token, amount, deliverBy, reviewPeriod, reviewer, arbiter, defaultSplit, validUntil, termsHash, parent } = agreement
  const bounty = bountyIdOf(space.record.chain.chainId, escrow, agreement)
  const deal = dealWith(node, bounty)
  return {
    bounty,
    escrow,
    issuer,
    issuerName: nameOfIssuer(node, space, issuer, deal?.space),
    title: terms.title,
    terms: {
      token,
      amount: amount.toString(),
      deliverBy,
      reviewPeriod,
      reviewer,
      arbiter,
      defaultSplit,
      validUntil,
      termsHash,
      parent,
    },
    tags: [...terms.tags],
    files: [...terms.files],
    power: terms.power ?? null,
    deal: deal?.row ?? null,
  }
}

/** What the members of the hunter's DAO were asked about an offer, and how far they are; null where nobody asked, or the DAO is not open here. */
export const readMemberQuestion = (node: NodeContext, deal: DealSpace, offer: Offer): MemberQuestion | null => {
  const { hunter, chain } = deal.record.opening
  const space = hunter.kind === 'dao' ? node.spaces.find(daoSpaceOf(chain, hunter.dao)) : undefined
  if (space === undefined || !isDao(space) || !space.unlocked()) return null
  const bounty = bountyOfOffer(deal.record.opening, offer)
  const asked = agreementsIn(node, space).find((one) => one.bounty === bounty)?.asked
  if (asked === undefined) return null
  const { tally, status } = asked
  const account = node.account.current()
  const mine = asked.ballots.find(({ member, ignored }) => member === account && ignored?.key !== 'ballot.revoked')
  return {
    space: space.id,
    decision: asked.id,
    closesAt: asked.decision.closesAt,
    state:
      asked.enactable || status === 'enacted'
        ? 'yes'
        : ['open', 'decisive', 'passing', 'recorded', 'executable'].includes(status)
          ? 'asked'
          : 'over',
    tally: {
      for: tally.for.toString(),
      against: tally.against.toString(),
      abstain: tally.abstain.toString(),
      total: tally.total.toString(),
    },
    mine: mine === undefined ? null : supportWord(mine.support),
  }
}
