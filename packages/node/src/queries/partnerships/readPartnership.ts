import { provenPartnership } from '@daomesh/chain'
import {
  currentMembers,
  draftsOf,
  type GatheredSide,
  nameOf,
  type PartnershipRow,
  type PartnershipState,
  type ProposalRow,
} from '@daomesh/governance'
import { accountOfParty, countingModes, daoSpaceOf, type DealSide, dealSides, otherSide, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type {
  partnershipAskedShape,
  partnershipOfferShape,
  partnershipPage,
  partnershipRow,
  partnershipSideShape,
} from '../../contract/partnerships.ts'
import { askedIn } from '../../partnerships/askedIn.ts'
import { mergerScene } from '../../mergers/mergerScene.ts'
import { readMerger } from '../../mergers/readMerger.ts'
import { gather, isPartnership, partnershipDeedsOf, partnershipOf } from '../../partnerships/partnershipOf.ts'
import { type DaoSpace, type DealSpace, isDao } from '../../spaces/space.ts'
import { supportWord } from '../../words/supportWord.ts'
import { partyOf } from '../deals/readDeal.ts'

type Row = z.input<typeof partnershipRow>
type Page = z.input<typeof partnershipPage>
type OfferAnswer = z.input<typeof partnershipOfferShape>
type SideAnswer = z.input<typeof partnershipSideShape>

const mySides = (node: NodeContext, space: DealSpace): ReadonlySet<DealSide> => {
  const self = node.account.current()
  return self === null ? new Set() : space.sidesOf(self)
}

const daoOf = (node: NodeContext, space: DealSpace, side: DealSide): DaoSpace | null => {
  const { opening } = space.record
  const found = node.spaces.find(daoSpaceOf(opening.chain, accountOfParty(opening[side])))
  return found !== undefined && isDao(found) && found.unlocked() ? found : null
}

/** The power that each side has in the other, by the chain. */
const powersOf = (space: DealSpace): Row['now'] => {
  const { opening } = space.record
  const { issuer, hunter } = space.states()
  if (issuer === null || hunter === null) return null
  const powerIn = (side: DealSide): string => {
    const state = side === 'issuer' ? issuer : hunter
    const partner = accountOfParty(opening[otherSide(side)])
    return (currentMembers(state).find(({ account }) => account === partner)?.power ?? 0n).toString()
  }
  return { issuerGives: powerIn('issuer'), hunterGives: powerIn('hunter') }
}

/** The power in a DAO that is not its partner's, where power is what counts. */
const othersIn = (space: DealSpace, side: DealSide): string | null => {
  const { opening } = space.record
  const state = space.states()[side]
  if (state === null || state.rules.mode !== countingModes.power) return null
  const partner = accountOfParty(opening[otherSide(side)])
  return currentMembers(state)
    .reduce((sum, { account, power }) => (account === partner ? sum : sum + power), 0n)
    .toString()
}

const mineIn = (node: NodeContext, { ballots }: ProposalRow) =>
  ballots.find(({ member, ignored }) => member === node.account.current() && ignored?.key !== 'ballot.revoked')

const sideAnswer = (
  node: NodeContext,
  space: DealSpace,
  row: PartnershipRow,
  side: DealSide,
  gathered: GatheredSide | null,
): SideAnswer => {
  const dao = daoOf(node, space, side)
  const asked = dao === null ? undefined : askedIn(node, space, dao, row, side)[0]
  const mine = asked === undefined ? undefined : mineIn(node, asked)
  return {
    question:
      dao === null || asked === undefined
        ? null
        : {
            space: dao.id,
            decision: asked.id,
            closesAt: asked.decision.closesAt,
            status: asked.status,
            tally: {
              for: asked.tally.for.toString(),
              against: asked.tally.against.toString(),
              abstain: asked.tally.abstain.toString(),
              total: asked.tally.total.toString(),
            },
            mine: mine === undefined ? null : supportWord(mine.support),
          },
    ballots: gathered?.sheets.length ?? 0,
    ready: gathered?.ready !== null && gathered !== null,
  }
}

const offerOf = async (node: NodeContext, space: DealSpace, row: PartnershipRow): Promise<OfferAnswer> => {
  const registers = space.registers()
  const gathered = await Promise.all(dealSides.map((side) => gather(node, space, row, side)))
  const [issuer, hunter] = dealSides.map((side, i) => sideAnswer(node, space, row, side, gathered[i] ?? null)) as [SideAnswer, SideAnswer]
  const { id, offer, by, at, answer, withdrawn, status } = row
  const { issuerGives, hunterGives, note, validUntil, merger } = offer.terms
  const sides = mySides(node, space)
  const isReady = issuer.ready && hunter.ready && (status === 'agreed' || status === 'withdrawn') && sides.size > 0
  return {
    offer: id,
    side: offer.side,
    answers: offer.answers,
    author: by,
    authorName: nameOf(registers, by),
    at,
    terms: { issuerGives, hunterGives, note, validUntil },
    merger: merger === undefined ? null : await readMerger(node, mergerScene(node, merger, space)),
    draft: offer.draft,
    status,
    answer:
      answer === null
        ? null
        : { answer: answer.answer, reason: answer.reason, author: answer.by, authorName: nameOf(registers, answer.by), at: answer.at },
    withdrawnBy: withdrawn === null ? null : { author: withdrawn.by, authorName: nameOf(registers, withdrawn.by), at: withdrawn.at },
    issuer,
    hunter,
    may: [...partnershipDeedsOf({ sides }, row), ...(isReady ? (['enact'] as const) : [])],
  }
}

/** What this account has to do next. */
const waitsOf = (node: NodeContext, space: DealSpace, { offers, current }: PartnershipState, page: OfferAnswer | null): Row['waits'] => {
  const sides = mySides(node, space)
  if (sides.size === 0 || !space.unlocked()) return null
  if (page?.may.includes('enact') === true) return 'enact'
  if (current?.status === 'agreed' && page !== null)
    return dealSides.some((side) => {
      const question = page[side].question
      return sides.has(side) && question !== null && question.mine === null && ['open', 'decisive', 'passing'].includes(question.status)
    })
      ? 'vote'
      : null
  if (offers.some((row) => row.status === 'open' && partnershipDeedsOf({ sides }, row).includes('accept'))) return 'answer'
  return offers.length === 0 ? 'offer' : null
}

const rowOf = async (node: NodeContext, space: DealSpace, state: PartnershipState): Promise<Omit<Row, 'issuer' | 'hunter'>> => {
  const page = state.current === null ? null : await offerOf(node, space, state.current)
  return {
    space: space.id,
    title: space.record.opening.subject.title,
    now: powersOf(space),
    status: state.current?.status ?? null,
    at: Math.max(0, state.opened?.at ?? 0, ...state.offers.flatMap(({ at, answer }) => [at, answer?.at ?? 0])),
    offers: state.offers.length,
    waits: waitsOf(node, space, state, page),
    locked: !space.unlocked(),
  }
}

/** Partnerships of the DAOs of this account, the newest first. @throws DaomeshError `CHAIN_UNREACHABLE` where ballots of contracts must be asked about. */
export const listPartnerships = async (node: NodeContext): Promise<Row[]> => {
  const rows = await Promise.all(
    node.spaces
      .deals()
      .filter(isPartnership)
      .map(async (space): Promise<Row> => {
        const [issuer, hunter] = dealSides.map((side) => {
          const { kind, account, name, mine } = partyOf(node, space, side)
          return { kind, account, name, mine }
        }) as [Row['issuer'], Row['hunter']]
        return { ...(await rowOf(node, space, partnershipOf(node, space))), issuer, hunter }
      }),
  )
  return rows.sort((a, b) => b.at - a.at || (a.space < b.space ? -1 : 1))
}

/** @throws DaomeshError `SPACE_UNKNOWN`, `CHAIN_UNREACHABLE`. */
export const readPartnership = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<Page> => {
  const space = node.spaces.deal(id)
  const state = partnershipOf(node, space)
  return {
    ...(await rowOf(node, space, state)),
    issuer: partyOf(node, space, 'issuer'),
    hunter: partyOf(node, space, 'hunter'),
    sides: [...mySides(node, space)],
    time: node.chainView.now(),
    others: { issuer: othersIn(space, 'issuer'), hunter: othersIn(space, 'hunter') },
    offerRows: await Promise.all(state.offers.map((row) => offerOf(node, space, row))),
    current: state.current?.id ?? null,
    drafts: draftsOf(space.registers())
      .filter(({ discardedBy }) => discardedBy === null)
      .map(({ draft, title }) => ({ draft, title })),
  }
}

/** The partnership that a proposal does its DAO's side of, worked out from what it calls, or null. */
export const readPartnershipOf = async (
  node: NodeContext,
  dao: DaoSpace,
  row: ProposalRow,
): Promise<z.input<typeof partnershipAskedShape> | null> => {
  const question = provenPartnership(dao.record.dao, row.decision, row.content)
  if (question === null) return null
  const { partner, gives, gets, merger } = question
  const deal = node.spaces.deals().find(({ id }) => id === question.deal)
  const party =
    deal === undefined ? undefined : dealSides.map((side) => deal.record.opening[side]).find((one) => accountOfParty(one) === partner)
  return {
    partner,
    partnerName: party?.kind === 'dao' ? party.genesis.name : null,
    gives,
    gets,
    merger: merger === null ? null : await readMerger(node, mergerScene(node, merger, deal)),
    deal: deal === undefined ? null : { space: deal.id, offer: question.offer },
  }
}
