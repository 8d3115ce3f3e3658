import { keys, nameOf, type OfferAnswerValue, type OfferValue, type PartnershipOfferValue, valuesOf } from '@daomesh/governance'
import { accountOfParty, type Address, type DealOpening, dealSides, dealSpaceOf, DaomeshError, seatIn } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { PostDevice } from '../parcels/postDevice.ts'
import { checkOpening, isOurs, ownSides } from './checkOpening.ts'

type Node = Pick<NodeContext, 'adapters' | 'spaces' | 'account' | 'reach'>

/** Deals that strangers opened and that this node's side has not said a word in. Beyond these, who wants one of them must answer another first. */
const mostUnanswered = 32
/** The same of one party that sits in a DAO of this node: accounts cost nothing, seats do, so strangers take no room of who is known. */
const mostOfKnown = 8

/** What people call this account wherever it told a name. */
const displayNameOf = ({ spaces, account }: Node): string => {
  const self = account.current()
  if (self === null) return ''
  return spaces.all().flatMap((space) => nameOf(space.registers(), self) ?? [])[0] ?? ''
}

/** Whether this node's side offered, answered or broke off. */
export const isAnswered = (node: Node, space: DealSpace): boolean => {
  const own = new Set(ownSides(node, space.record.opening))
  const registers = space.registers()
  return (
    valuesOf<OfferValue>(registers, keys.offers).some(({ offer }) => own.has(offer.side)) ||
    valuesOf<PartnershipOfferValue>(registers, keys.partnershipOffers).some(({ offer }) => own.has(offer.side)) ||
    valuesOf<OfferAnswerValue>(registers, keys.offerAnswers).some(({ side }) => own.has(side)) ||
    dealSides.some((side) => own.has(side) && registers.get(keys.dealDeclined(side)) !== undefined)
  )
}

const othersIn = (node: Node, opening: DealOpening): readonly Address[] =>
  dealSides.map((side) => accountOfParty(opening[side])).filter((account) => !isOurs(node, opening.chain, account))

/** Whether there is room for one more deal that was handed over: of those that its side has not answered so many of strangers, and so many of each who is known. */
const hasRoom = (node: Node, opening: DealOpening): boolean => {
  const isKnown = (account: Address): boolean => node.spaces.daos().some((dao) => seatIn(dao.view(), account) !== null)
  const waiting = node.spaces.deals().filter((deal) => !deal.record.opener && !isAnswered(node, deal))
  const others = waiting.map((deal) => othersIn(node, deal.record.opening))
  // A stranger may name somebody who is known as the other party, to have this account rule between them: that is a stranger's.
  const areKnown = (accounts: readonly Address[]): boolean => accounts.every(isKnown)
  const parties = othersIn(node, opening)
  if (!areKnown(parties)) return others.filter((accounts) => !areKnown(accounts)).length < mostUnanswered
  return parties.every((party) => others.filter((accounts) => areKnown(accounts) && accounts.includes(party)).length < mostOfKnown)
}

/**
 * Opens a deal of this node's account or one of its DAOs.
 * @param how `opener`: this node opened it, and writes its first key. `asked`: a stranger handed it over, so that there must be room for it.
 * @param arbiter In whose name it is entered as arbiter, this account's or a DAO's of it: the two let in whom both agreed on, and this node reads nothing before
 * that. null: as a party.
 * @param receiver A device of the other side, known from its post: the deal is written to it where it is not met.
 * @throws DaomeshError `DEAL_CHAIN`, `DEAL_MALFORMED`, `DEAL_FOREIGN`, `DEAL_FULL`.
 */
export const takeDeal = async (
  node: Node,
  opening: DealOpening,
  contacts: readonly string[],
  how: 'opener' | 'known' | 'asked',
  arbiter: Address | null = null,
  receiver: PostDevice | null = null,
): Promise<DealSpace> => {
  checkOpening(node, opening)
  const space = dealSpaceOf(opening)
  if (node.spaces.find(space) !== undefined) return node.spaces.deal(space)
  const isParty = ownSides(node, opening).length > 0
  if (!isParty && (arbiter === null || !isOurs(node, opening.chain, arbiter))) throw new DaomeshError('DEAL_FOREIGN')
  if (how === 'asked' && !hasRoom(node, opening)) throw new DaomeshError('DEAL_FULL', { meta: { most: mostUnanswered } })
  await node.spaces.add({
    type: 'deal',
    space,
    chain: opening.chain,
    opening,
    opener: how === 'opener',
    contacts: [...contacts],
    ...(receiver === null ? {} : { receiver }),
    ...(isParty ? {} : { arbiter: true }),
    ...(isParty || arbiter === null || arbiter === node.account.current() ? {} : { arbiterDao: arbiter }),
    displayName: displayNameOf(node),
  })
  node.reach.remember(contacts)
  node.reach.spaceAdded(space)
  return node.spaces.deal(space)
}
