import { isUnlinked, type JoinedDealValue, keys, memberOfDevice, nameOf } from '@daomesh/governance'
import {
  accountOfParty,
  type Address,
  dealOpeningSchema,
  dealSides,
  dealSpaceOf,
  daoSpaceOf,
  type ErrorCode,
  otherSide,
  seatIn,
  type SpaceId,
  toDaomeshError,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { tellDevice } from '../identity/tellDevice.ts'
import { type DaoSpace, type DealSpace, isDao } from '../spaces/space.ts'
import { checkOpening, ownSides } from './checkOpening.ts'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import { createHandover, type Handover } from './createHandover.ts'
import { dealOf } from './dealOf.ts'
import { isSideIn } from './isSideIn.ts'
import { notesToOpen } from './notesToOpen.ts'
import { takeDeal } from './takeDeal.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 100
/** What failed for want of a key, a signature or a peer is tried again even without a change. */
const again = 5_000

/** DAOs of this node that are a party of the deal. */
const ownDaos = (node: NodeContext, { record }: DealSpace): readonly DaoSpace[] =>
  dealSides.flatMap((side) => {
    const party = record.opening[side]
    const space = party.kind === 'dao' ? node.spaces.find(daoSpaceOf(record.chain, party.dao)) : undefined
    return space !== undefined && isDao(space) ? [space] : []
  })

/** Makes this device known in a deal, then tells its name. */
const enter = async (node: NodeContext, space: DealSpace, self: Address): Promise<void> => {
  const { device } = node.adapters.deviceKey
  if (seatIn(space.view(), self) === null || isUnlinked(space.registers(), self, device)) return
  await tellDevice(node, space, self)
  if (!space.canWrite()) return
  const { opening, opener, displayName } = space.record
  const [side] = space.sidesOf(self)
  if (opener && side !== undefined && space.registers().get(keys.dealOpened) === undefined)
    await space.append('deal.open', { side, opening })
  if (displayName !== '' && nameOf(space.registers(), self) === null) await space.append('profile.set', { name: displayName })
}

/** Tells the members of an own DAO that it is a party of this deal, or that both sides agreed on it as arbiter. */
const tellMembers = async (node: NodeContext, space: DealSpace, self: Address): Promise<void> => {
  for (const dao of ownDaos(node, space)) {
    if (!dao.unlocked() || dao.view().members?.has(self) !== true) continue
    if (dao.registers().get(keys.joinedDeal(space.id)) === undefined) await dao.append('deal.join', { opening: space.record.opening })
  }
  for (const dao of node.spaces.daos()) {
    if (!space.arbiters().has(dao.record.dao) || !dao.unlocked() || dao.view().members?.has(self) !== true) continue
    const joined = { opening: space.record.opening, arbiter: true } as const
    if (dao.registers().get(keys.joinedDeal(space.id)) === undefined) await dao.append('deal.join', joined)
  }
}

/** Notes that were looked at: registers hold the same value until it changes. */
const opened = new WeakSet<JoinedDealValue>()

/** Opens a deal that a member noted in a DAO of this node. Another DAO's are nobody's business here. */
const openNote = async (node: NodeContext, dao: DaoSpace, note: JoinedDealValue): Promise<void> => {
  const opening = dealOpeningSchema.parse(note.opening)
  const isParty = dealSides.some((side) => accountOfParty(opening[side]) === dao.record.dao)
  try {
    checkOpening(node, opening)
  } catch (error) {
    // Of another chain or version, or of no DAO, it stays that.
    opened.add(note)
    throw error
  }
  if ((isParty || note.arbiter === true) && node.spaces.find(dealSpaceOf(opening)) === undefined)
    await takeDeal(node, opening, [], 'known', isParty ? null : dao.record.dao)
  opened.add(note)
}

/** Who does not answer is as good as who refuses: the next one is shown it all the same. */
const shownOrNot = (showing: Promise<ErrorCode | null>): Promise<ErrorCode | null> =>
  showing.catch((error: unknown) => toDaomeshError(error).code)

/** Shows the deal to where the other side can be reached, until somebody of it is in. */
const showToOthers = async (node: NodeContext, space: DealSpace, handover: Handover, shown: Set<string>): Promise<void> => {
  const { network, logger } = node.adapters
  const { opening, contacts } = space.record
  const missing = ownSides(node, opening).map(otherSide)
  if (!space.unlocked() || !missing.some((side) => !isSideIn(space, side))) return
  const connected = new Set(network.peers().map(({ device }) => device))
  for (const device of new Set(contacts.flatMap((contact) => network.deviceIn(contact) ?? []))) {
    const key = `${space.id} ${device}`
    if (!connected.has(device) || shown.has(key)) continue
    const code = await shownOrNot(handover.show(device, opening))
    if (code === null) shown.add(key)
    else logger.info('deal.refused', { space: space.id, peer: device, code })
  }
}

/** Lets in whom both sides agreed on as arbiter, by a record that everybody can read. */
const letArbitersIn = async (space: DealSpace, self: Address): Promise<void> => {
  const [side] = space.sidesOf(self)
  if (!space.unlocked() || side === undefined) return
  for (const arbiter of space.arbiters())
    if (space.registers().get(keys.dealArbiter(arbiter)) === undefined) await space.append('deal.arbiter', { side, arbiter })
}

/**
 * Devices that are connected and are those of whom both sides agreed on as arbiter, or of people of a DAO that they agreed on, as any space here says whose
 * they are; with the account that they stand for.
 */
const arbiterDevices = (node: NodeContext, space: DealSpace) => {
  const through = space.view().through ?? new Map<Address, Address>()
  return node.adapters.network.peers().flatMap(({ device }) => {
    if (through.size === 0 || memberOfDevice(space.registers(), device) !== null) return []
    const accounts = node.spaces.all().flatMap((one) => memberOfDevice(one.registers(), device) ?? [])
    const account = accounts.find((one) => through.has(one))
    const arbiter = account === undefined ? undefined : through.get(account)
    return arbiter === undefined ? [] : [{ device, arbiter: arbiter === account ? null : arbiter }]
  })
}

/** Shows the deal to the arbiter, where a device of it is met in another space. */
const showToArbiters = async (node: NodeContext, space: DealSpace, handover: Handover, shown: Set<string>): Promise<void> => {
  const { opening } = space.record
  if (!space.unlocked() || ownSides(node, opening).length === 0) return
  for (const { device, arbiter } of arbiterDevices(node, space)) {
    const key = `${space.id} ${device}`
    if (shown.has(key)) continue
    const code = await shownOrNot(handover.show(device, opening, { arbiter }))
    if (code === null) shown.add(key)
    else node.adapters.logger.info('deal.refused', { space: space.id, peer: device, code })
  }
}

/**
 * While a signed agreement may be paid in, the chain is asked whether it was; of one that is over, once after each start. Anybody on this node may have read
 * of the money first, so what is told is what was not told yet.
 */
const lookForMoney = async (node: NodeContext, space: DealSpace, asked: Set<SpaceId>, told: Set<SpaceId>): Promise<void> => {
  const { status, offers } = dealOf(node, space)
  // Whether a signature holds may not be known yet, or be over; the money that it brought is there all the same.
  const mayHaveCome = !asked.has(space.id) && offers.some(({ id }) => space.registers().entries(keys.offerSignaturesOf(id)).length > 0)
  if (told.has(space.id) || (status !== 'funded' && status !== 'signed' && !mayHaveCome)) return
  if (status !== 'funded') await node.bounties.book()
  asked.add(space.id)
  if (dealOf(node, space).status !== 'funded') return
  told.add(space.id)
  node.changes.mark('spaces', `space:${space.id}`)
}

/**
 * Keeps this node's deals going without anybody's hand: enters them, tells the members of its DAOs, opens what those noted, and shows a deal to the other
 * side until that is in; says when the money came. Returns what stops it.
 */
export const followDeals = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const handover = createHandover(node)
  const shown = new Set<string>()
  const asked = new Set<SpaceId>()
  const told = new Set<SpaceId>()

  const look = async (stopped: () => boolean) => {
    const self = node.account.current()
    if (self === null) return
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    // Any member notes what it likes: what cannot be opened here keeps no other deal from its members.
    for (const dao of node.spaces.daos().filter((one) => one.view().members?.has(self) === true))
      for (const { note } of notesToOpen(node, dao, (one) => opened.has(one))) await attempt(dao.id, () => openNote(node, dao, note))
    for (const space of node.spaces.deals()) {
      node.reach.spaceAdded(space.id)
      await attempt(space.id, () => enter(node, space, self))
      await attempt(space.id, () => tellMembers(node, space, self))
      await attempt(space.id, () => showToOthers(node, space, handover, shown))
      await attempt(space.id, () => letArbitersIn(space, self))
      await attempt(space.id, () => showToArbiters(node, space, handover, shown))
      await attempt(space.id, () => lookForMoney(node, space, asked, told))
    }
  }
  return followNode(node, {
    topics: ['spaces', 'network', 'signer', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
