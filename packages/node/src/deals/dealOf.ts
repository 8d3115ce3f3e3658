import { dealState, type DealState, type OfferRow } from '@daomesh/governance'
import {
  type Address,
  bountyOfOffer,
  DaomeshError,
  type DealOpening,
  type DealSide,
  type Hex,
  type OfferId,
  otherSide,
  type SpaceId,
  type Verifier,
} from '@daomesh/protocol'
import type { BountyDesk } from '../bounties/createBountyDesk.ts'
import type { NodeContext } from '../context.ts'
import type { TellsTime } from '../spaces/presentOf.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { AgreementBook } from './createAgreementBook.ts'

/** What reading a deal needs of a node. */
export type ReadsDeals = TellsTime & {
  readonly bounties: Pick<BountyDesk, 'isFunded'>
  readonly adapters: { readonly verifier: Pick<Verifier, 'recoverAccount'> }
}
/** What is read of a deal to see where it stands. */
export type ReadDeal = Pick<DealSpace, 'registers'> & {
  readonly record: { readonly opening: DealOpening }
  readonly signed: Pick<AgreementBook, 'isSigned'>
}

/** Who made a signature over an agreement, by both: it stays so. A deal is read anew at every look, and its hunter can bring any number of signatures. */
const signers = new WeakMap<ReadDeal, Map<string, Address | null>>()
const signerOf = (node: ReadsDeals, space: ReadDeal, bounty: Hex, signature: Hex): Address | null => {
  const known = signers.get(space) ?? new Map<string, Address | null>()
  signers.set(space, known)
  const name = `${bounty}${signature}`
  const before = known.get(name)
  if (before !== undefined) return before
  const signer = node.adapters.verifier.recoverAccount(bounty, signature)
  known.set(name, signer)
  return signer
}

/** Whether a signature is the hunter's, for the agreement that this offer becomes: a person's key says so itself, of a DAO's the chain was asked. */
const signsOf =
  (node: ReadsDeals, space: ReadDeal, offers: ReadonlyMap<OfferId, Hex>) =>
  (offer: OfferId, signature: Hex): boolean => {
    const { hunter } = space.record.opening
    const bounty = offers.get(offer)
    if (bounty === undefined) return false
    if (hunter.kind === 'dao') return space.signed.isSigned(bounty, signature)
    return signerOf(node, space, bounty, signature) === hunter.account
  }

/** A deal as this node sees it now: computed when it is asked for, since registers, chain and clock each change by themselves. */
export const dealOf = (node: ReadsDeals, space: ReadDeal): DealState => {
  const registers = space.registers()
  const now = node.chainView.now()
  const { opening } = space.record
  const read = dealState(registers, { now, signs: () => false, isFunded: () => false })
  const bounties = new Map(read.offers.map(({ id, offer }) => [id, bountyOfOffer(opening, offer)]))
  const isFunded = (offer: OfferId): boolean => {
    const bounty = bounties.get(offer)
    return bounty !== undefined && node.bounties.isFunded(bounty)
  }
  return dealState(registers, { now, signs: signsOf(node, space, bounties), isFunded })
}

export type DealSeat = { readonly space: DealSpace; readonly account: Address; readonly sides: ReadonlySet<DealSide> }

/** This node's account in a deal. @throws DaomeshError `SPACE_UNKNOWN`, `MEMBERSHIP_REFUSED`. */
export const seatIn = (node: NodeContext, id: SpaceId): DealSeat => {
  const space = node.spaces.deal(id)
  const account = node.account.required()
  const sides = space.sidesOf(account)
  if (sides.size === 0) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { space: id, account } })
  return { space, account, sides }
}

/** The side to speak for: the one named, or the only one there is. @throws DaomeshError `OFFER_SIDE`. */
export const sideOf = ({ sides }: DealSeat, named: DealSide | null): DealSide => {
  const [only] = sides
  const side = named ?? (sides.size === 1 ? only : undefined)
  if (side === undefined || !sides.has(side)) throw new DaomeshError('OFFER_SIDE', { meta: { side: named ?? 'both' } })
  return side
}

/** @throws DaomeshError `OFFER_UNKNOWN`. */
export const requireOffer = (node: NodeContext, space: DealSpace, offer: OfferId): OfferRow => {
  const row = dealOf(node, space).offers.find(({ id }) => id === offer)
  if (row === undefined) throw new DaomeshError('OFFER_UNKNOWN', { meta: { offer } })
  return row
}

/** What may be done with an offer, in the order in which it is asked for. */
export const deeds = ['accept', 'decline', 'withdraw', 'counter', 'sign', 'fund'] as const
export type Deed = (typeof deeds)[number]

/** What a side's member may do with an offer as it stands. Nobody accepts what cannot be read, or anything beside what is signed: both could be funded. */
export const deedsOf = (
  { sides }: Pick<DealSeat, 'sides'>,
  space: DealSpace,
  { status }: Pick<DealState, 'status'>,
  row: OfferRow,
): readonly Deed[] => {
  const { side } = row.offer
  const answers = sides.has(otherSide(side))
  const stands = row.status === 'open' || row.status === 'replaced' || row.status === 'agreed' || row.status === 'declined'
  const isClosed = status === 'signed' || status === 'funded'
  const isSigner = sides.has('hunter') && space.record.opening.hunter.kind === 'person'
  const may: Readonly<Record<Deed, boolean>> = {
    accept: answers && stands && !isClosed && row.status !== 'agreed' && row.brief !== null,
    decline: answers && stands && !isClosed && row.status !== 'declined',
    counter: answers && stands && !isClosed && row.status !== 'agreed',
    withdraw: sides.has(side) && stands,
    sign: isSigner && !isClosed && row.status === 'agreed' && row.brief !== null,
    fund: sides.has('issuer') && row.status === 'signed' && row.brief !== null,
  }
  return deeds.filter((deed) => may[deed])
}

/** What can be done only later, once the other side, the hunter or its members have done theirs. */
const isEarly = ({ status }: OfferRow, deed: Deed): boolean =>
  (deed === 'sign' || deed === 'fund') && (status === 'open' || status === 'replaced' || status === 'agreed')

/** @throws DaomeshError `OFFER_SIDE` where it is for the other side to do, `OFFER_EARLY` where it cannot be done yet, `OFFER_SETTLED` where it no longer can be. */
export const requireDeed = (node: NodeContext, seat: DealSeat, row: OfferRow, deed: Deed): void => {
  const state = dealOf(node, seat.space)
  if (deedsOf(seat, seat.space, state, row).includes(deed)) return
  const { side } = row.offer
  const needed = deed === 'withdraw' ? side : deed === 'sign' ? 'hunter' : deed === 'fund' ? 'issuer' : otherSide(side)
  if (!seat.sides.has(needed)) throw new DaomeshError('OFFER_SIDE', { meta: { offer: row.id, side: needed } })
  const isOpen = state.status !== 'signed' && state.status !== 'funded' && row.brief !== null
  throw new DaomeshError(isOpen && isEarly(row, deed) ? 'OFFER_EARLY' : 'OFFER_SETTLED', {
    meta: { offer: row.id, status: row.status, read: row.brief !== null },
  })
}
