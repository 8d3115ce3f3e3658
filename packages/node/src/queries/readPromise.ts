import { provenPromise } from '@daomesh/chain'
import { currentMembers, nameOf, type OfferRow, type ProposalRow, promiseState, type PromiseState } from '@daomesh/governance'
import { accountOfParty, bountyIdOf, daoSpaceOf, supports } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { promisedShape, promiseShape } from '../contract/rewards.ts'
import { dealOfBounty } from '../bounties/dealOfBounty.ts'
import { dealOf } from '../deals/dealOf.ts'
import { askedFor } from '../rewards/askedFor.ts'
import { gatheredPromise } from '../rewards/gatherPromise.ts'
import { bountyEndOf, promiseOfOffer } from '../rewards/promisesIn.ts'
import { type DaoSpace, type DealSpace, isDao } from '../spaces/space.ts'
import { supportWord } from '../words/supportWord.ts'

export type PromiseAnswer = z.input<typeof promiseShape>
export type PromisedAnswer = z.input<typeof promisedShape>

/** The issuing DAO, where this node can read it. */
const issuerSpace = (node: NodeContext, deal: DealSpace): DaoSpace | null => {
  const { issuer, chain } = deal.record.opening
  const found = issuer.kind === 'dao' ? node.spaces.find(daoSpaceOf(chain, issuer.dao)) : undefined
  return found !== undefined && isDao(found) && found.unlocked() ? found : null
}

const mineIn = (node: NodeContext, { ballots }: ProposalRow) =>
  ballots.find(({ member, ignored }) => member === node.account.current() && ignored?.key !== 'ballot.revoked')

const questionOf = (node: NodeContext, dao: DaoSpace | null, row: ProposalRow | undefined): PromiseAnswer['question'] => {
  if (dao === null || row === undefined) return null
  const mine = mineIn(node, row)
  return {
    space: dao.id,
    decision: row.id,
    closesAt: row.decision.closesAt,
    open: ['open', 'decisive', 'passing'].includes(row.status),
    mine: mine === undefined ? null : supportWord(mine.support),
  }
}

/** The power that an offer promises, and how far the members of the issuing DAO have carried it; null where none is promised. */
export const readPromise = (node: NodeContext, deal: DealSpace, row: OfferRow): PromiseAnswer | null => {
  const promised = promiseOfOffer(deal, row)
  const state = deal.states().issuer
  if (promised === null || state === null) return null
  const { bounty, promise } = promised
  const dao = issuerSpace(node, deal)
  const asked = dao === null ? undefined : askedFor(node, dao, bounty, promise.held)[0]
  // Of a promise that was worked out from another power nothing counts any more; it is asked anew.
  const standing = asked !== undefined && (asked.row.status === 'enacted' || asked.promise.held === promise.held) ? asked.row : undefined
  const gathered = gatheredPromise(node, deal, promised)
  const end = bountyEndOf(node, bounty)
  const voters = currentMembers(state).filter(({ power }) => power > 0n)
  const yes = new Set([
    ...(gathered?.sheets ?? []).flatMap((sheet) =>
      sheet.choices.some((one) => one.decision === gathered?.id && one.support === supports.for) ? [sheet.member] : [],
    ),
    ...(standing?.ballots ?? []).flatMap(({ member, support, ignored }) => (support === supports.for && ignored === null ? [member] : [])),
  ])
  return {
    power: promise.terms.power,
    held: promise.held.toString(),
    total: voters.reduce((sum, { power }) => sum + power, 0n).toString(),
    state: promiseState({ offer: row.status, end, gathered, asked: standing ?? null }) satisfies PromiseState,
    yes: voters.filter(({ account }) => yes.has(account)).length,
    of: voters.length,
    question: questionOf(node, dao, standing),
  }
}

/** The promise that a proposal makes, worked out from what it calls, or null. */
export const readPromiseOf = (node: NodeContext, dao: DaoSpace, row: ProposalRow): PromisedAnswer | null => {
  const promise = provenPromise(dao.record.dao, row.decision, row.content)
  if (promise === null) return null
  const { agreement, terms, held, kind, escrow } = promise
  const bounty = bountyIdOf(dao.record.chain.chainId, escrow, agreement)
  const found = dealOfBounty(node, agreement)
  const party = found?.space.record.opening.hunter
  const offer =
    found === null ? undefined : dealOf(node, found.space).offers.find((one) => promiseOfOffer(found.space, one)?.bounty === bounty)
  const members = currentMembers(dao.chainState())
  return {
    bounty,
    title: terms.title,
    hunter: agreement.hunter,
    hunterName:
      party?.kind === 'dao'
        ? party.genesis.name
        : (nameOf(dao.registers(), agreement.hunter) ??
          (found === null || party === undefined ? null : nameOf(found.space.registers(), accountOfParty(party)))),
    dao: kind === 1,
    member: members.some(({ account }) => account === agreement.hunter),
    power: terms.power,
    held: held.toString(),
    total: members.reduce((sum, { power }) => sum + power, 0n).toString(),
    paid: bountyEndOf(node, bounty),
    deal: found === null || offer === undefined ? null : { space: found.space.id, offer: offer.id },
  }
}
