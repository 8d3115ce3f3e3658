import { currentMembers, type DealState, draftsOf, memberOfDevice, nameOf, type OfferRow, offerDiff } from '@daomesh/governance'
import {
  accountOfParty,
  type Address,
  bountyOfOffer,
  type DealSide,
  dealSides,
  daoSpaceOf,
  type SpaceId,
  type Terms,
} from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { dealPage, dealRow, offerShape, partyShape } from '../../contract/deals.ts'
import { dealOf, deedsOf } from '../../deals/dealOf.ts'
import { encodeDealLink } from '../../deals/dealLink.ts'
import { readMemberQuestion } from '../readAgreement.ts'
import { readPromise } from '../readPromise.ts'
import { isPartnership } from '../../partnerships/partnershipOf.ts'
import { inviteAddresses } from '../../reach/inviteAddresses.ts'
import type { DealSpace } from '../../spaces/space.ts'

export type DealAnswer = z.input<typeof dealRow>
export type DealPageAnswer = z.input<typeof dealPage>
type OfferAnswer = z.input<typeof offerShape>
type PartyAnswer = z.input<typeof partyShape>

const sidesOf = (node: NodeContext, space: DealSpace): ReadonlySet<DealSide> => {
  const self = node.account.current()
  return self === null ? new Set() : space.sidesOf(self)
}

const membersOf = (
  node: NodeContext,
  space: DealSpace,
  accounts: readonly Address[],
  name: (account: Address) => string | null,
): PartyAnswer['members'] => {
  const registers = space.registers()
  const online = new Set([...node.reach.onlineDevices()].flatMap((device) => memberOfDevice(registers, device) ?? []))
  return accounts.toSorted().map((one) => ({
    account: one,
    name: name(one),
    online: online.has(one),
    here: registers.entries(`device/${one}/`).length > 0,
  }))
}

export const partyOf = (node: NodeContext, space: DealSpace, side: DealSide): PartyAnswer => {
  const registers = space.registers()
  const party = space.record.opening[side]
  const account = accountOfParty(party)
  const dao = party.kind === 'dao' ? node.spaces.find(daoSpaceOf(space.record.chain, party.dao)) : undefined
  const known = new Set([...(space.view().members ?? [])].filter((one) => space.sidesOf(one).has(side)))
  const name = (one: Address): string | null => nameOf(registers, one) ?? (dao === undefined ? null : nameOf(dao.registers(), one))
  return {
    kind: party.kind,
    account,
    name: party.kind === 'dao' ? party.genesis.name : name(account),
    mine: sidesOf(node, space).has(side),
    space: dao?.id ?? null,
    members: membersOf(node, space, [...known], name),
  }
}

/** The hunter's power in the DAO that pays, and all power there. */
const powerIn = (space: DealSpace): DealPageAnswer['power'] => {
  const state = space.states().issuer
  if (state === null) return null
  const hunter = accountOfParty(space.record.opening.hunter)
  const members = currentMembers(state)
  return {
    held: (members.find(({ account }) => account === hunter)?.power ?? 0n).toString(),
    total: members.reduce((sum, { power }) => sum + power, 0n).toString(),
  }
}

/** What this account has to do next in a deal. */
const waitsOf = (node: NodeContext, space: DealSpace, state: DealState): DealAnswer['waits'] => {
  const sides = sidesOf(node, space)
  if (sides.size === 0 || !space.unlocked() || state.status === 'declined') return null
  const may = state.offers.flatMap((row) => deedsOf({ sides }, space, state, row).map((deed) => ({ row, deed })))
  if (may.some(({ row, deed }) => deed === 'sign' && row.id === state.current?.id)) return 'sign'
  if (may.some(({ row, deed }) => deed === 'accept' && row.status === 'open')) return 'answer'
  if (state.offers.some((row) => readPromise(node, space, row)?.state === 'ready')) return 'power'
  return state.offers.length === 0 && sides.has('hunter') ? 'offer' : null
}

const isArbiter = (node: NodeContext, space: DealSpace): boolean => {
  const self = node.account.current()
  return self !== null && sidesOf(node, space).size === 0 && (space.record.arbiter === true || space.view().through?.has(self) === true)
}

/** Whom both agreed on; of a DAO its people too, who are in the deal through it. */
const arbitersOf = (node: NodeContext, space: DealSpace): DealPageAnswer['arbiters'] => {
  const registers = space.registers()
  const people = [...(space.view().through ?? [])]
  return [...space.arbiters()].toSorted().map((account) => {
    const dao = node.organisations.stateOf(account)
    const through = dao === null ? [] : people.flatMap(([person, seat]) => (seat === account && person !== account ? [person] : []))
    const members = membersOf(node, space, through, (one) => nameOf(registers, one))
    const [row] = membersOf(node, space, [account], (one) => dao?.genesis.name ?? nameOf(registers, one))
    if (row === undefined) throw new RangeError('one account is one row')
    return dao === null
      ? { ...row, kind: 'person', members }
      : { ...row, kind: 'dao', online: members.some(({ online }) => online), here: members.some(({ here }) => here), members }
  })
}

const rowOf = (node: NodeContext, space: DealSpace, state: DealState) => ({
  space: space.id,
  title: space.record.opening.subject.title,
  status: state.status,
  at: Math.max(0, state.opened?.at ?? 0, ...state.offers.flatMap(({ at, answer }) => [at, answer?.at ?? 0])),
  offers: state.offers.length,
  waits: waitsOf(node, space, state),
  arbiter: isArbiter(node, space),
  locked: !space.unlocked(),
})

export const listDeals = (node: NodeContext): DealAnswer[] =>
  node.spaces
    .deals()
    .filter((space) => !isPartnership(space))
    .map((space) => {
      const [issuer, hunter] = dealSides.map((side) => {
        const { kind, account, name, mine } = partyOf(node, space, side)
        return { kind, account, name, mine }
      }) as [DealAnswer['issuer'], DealAnswer['hunter']]
      return { ...rowOf(node, space, dealOf(node, space)), issuer, hunter }
    })
    .sort((a, b) => b.at - a.at || (a.space < b.space ? -1 : 1))

/** The offer that one is read against: the one it answers, else the one before it. */
const earlierOf = (offers: readonly OfferRow[], row: OfferRow): OfferRow | undefined =>
  offers.find(({ id }) => id === row.offer.answers) ?? offers[offers.indexOf(row) - 1]

const briefOf = ({ title, brief, tags, files, power }: Terms): NonNullable<OfferAnswer['brief']> => ({
  title,
  brief,
  tags: [...tags],
  files: [...files],
  ...(power === undefined ? {} : { power }),
})

const offerOf = (node: NodeContext, space: DealSpace, state: DealState, row: OfferRow): OfferAnswer => {
  const registers = space.registers()
  const { id, offer, by, at, brief, answer, withdrawn, status, signature } = row
  const earlier = earlierOf(state.offers, row)
  const diff = earlier === undefined ? null : offerDiff({ terms: earlier.offer.terms, brief: earlier.brief }, { terms: offer.terms, brief })
  return {
    offer: id,
    bounty: bountyOfOffer(space.record.opening, offer),
    side: offer.side,
    answers: offer.answers,
    author: by,
    authorName: nameOf(registers, by),
    at,
    terms: offer.terms,
    note: offer.note,
    brief: brief === null ? null : briefOf(brief),
    status,
    answer:
      answer === null
        ? null
        : { answer: answer.answer, reason: answer.reason, author: answer.by, authorName: nameOf(registers, answer.by), at: answer.at },
    withdrawnBy: withdrawn === null ? null : { author: withdrawn.by, authorName: nameOf(registers, withdrawn.by), at: withdrawn.at },
    signed: signature !== null,
    question: readMemberQuestion(node, space, offer),
    promise: readPromise(node, space, row),
    may: [...deedsOf({ sides: sidesOf(node, space) }, space, state, row)],
    diff:
      diff === null || earlier === undefined
        ? null
        : {
            with: earlier.id,
            terms: diff.terms.map((one) => ({ ...one, field: one.field as NonNullable<OfferAnswer['diff']>['terms'][number]['field'] })),
            brief:
              diff.brief === null
                ? null
                : {
                    title: diff.brief.title === null ? null : [...diff.brief.title],
                    lines: [...diff.brief.lines],
                    tagsAdded: [...diff.brief.tagsAdded],
                    tagsRemoved: [...diff.brief.tagsRemoved],
                    filesAdded: [...diff.brief.filesAdded],
                    filesRemoved: [...diff.brief.filesRemoved],
                    power: diff.brief.power === null ? null : [...diff.brief.power],
                  },
            briefUnread: diff.briefUnread,
          },
  }
}

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const readDeal = (node: NodeContext, { space: id }: { readonly space: SpaceId }): DealPageAnswer => {
  const space = node.spaces.deal(id)
  const { opening } = space.record
  const { subject } = opening
  const registers = space.registers()
  const state = dealOf(node, space)
  const { declined } = state
  return {
    ...rowOf(node, space, state),
    issuer: partyOf(node, space, 'issuer'),
    hunter: partyOf(node, space, 'hunter'),
    sides: [...sidesOf(node, space)],
    arbiters: arbitersOf(node, space),
    subject: {
      post: subject.post?.id ?? null,
      brief: subject.brief,
      tags: [...subject.tags],
      reward: subject.reward,
      deadline: subject.deadline,
    },
    power: powerIn(space),
    escrow: opening.escrow,
    now: node.chainView.now(),
    offerRows: state.offers.map((row) => offerOf(node, space, state, row)),
    current: state.current?.id ?? null,
    declined:
      declined === null
        ? null
        : {
            side: declined.side,
            reason: declined.reason,
            author: declined.by,
            authorName: nameOf(registers, declined.by),
            at: declined.at,
          },
    drafts: draftsOf(registers)
      .filter(({ discardedBy }) => discardedBy === null)
      .map(({ draft, title }) => ({ draft, title })),
  }
}

/** A link to paste at the other side, or on another device of one's own. @throws DaomeshError `SPACE_UNKNOWN`. */
export const readDealLink = (node: NodeContext, { space }: { readonly space: SpaceId }): { link: string } => ({
  link: encodeDealLink({ opening: node.spaces.deal(space).record.opening, peers: inviteAddresses(node.reach) }),
})
