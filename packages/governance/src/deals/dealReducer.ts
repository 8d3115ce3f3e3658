import {
  accountOfParty,
  type BallotSheet,
  type BodyReading,
  type Cbor,
  deliveryHashOf,
  termsHashOf,
  causalOrder,
  type DealOpening,
  type Decision,
  dealSpaceOf,
  type DealSide,
  draftStream,
  fromHex,
  governanceStream,
  hashOf,
  type Merger,
  type Hex,
  type OfferId,
  offerIdOf,
  partnershipOfferIdOf,
  type Reduce,
  toHex,
  toRecord,
  type Verdict,
  type ViewFact,
} from '@daomesh/protocol'
import type { AuthoredEntry, FoldContext, Step } from '../fold/context.ts'
import { discardDraft, openDraft, renameDraft, updateDraft } from '../fold/drafts.ts'
import { shareFile, withdrawFile } from '../fold/files.ts'
import { judge } from '../fold/judge.ts'
import { earliestOrder, keys } from '../fold/keys.ts'
import { sealKeys, setProfile, unlinkDevice } from '../fold/members.ts'
import { isDaoStream } from '../fold/openLog.ts'
import { postComment } from '../fold/proposals.ts'
import { accepted, rejected, write } from '../fold/verdicts.ts'
import type { DealViews } from './dealViews.ts'
import { isFairMerger } from '../merging/mergeRosters.ts'
import { readPlace } from './readPlace.ts'
import { readPlan } from './readPlan.ts'

export type DealContext = FoldContext & { readonly opening: DealOpening; readonly sidesOf: DealViews['sidesOf'] }

const recordOf = (entry: AuthoredEntry) => ({
  by: entry.author.member,
  entry: entry.id,
  at: entry.header.at,
  depth: entry.depth,
})
const signatureHashOf = (signature: `0x${string}`): string => toHex(hashOf('daomesh/agreement/1', fromHex(signature)))

/** The record of the opening repeats what the space is made of, so that an export holds it; no other deal can stand in it. */
const openDeal: Step<'deal.open', DealContext> = ({ opening }, entry, body) => {
  if (dealSpaceOf(body.opening) !== dealSpaceOf(opening)) return rejected('ENTRY_DEAL')
  return accepted([write(keys.dealOpened, earliestOrder(entry.depth), recordOf(entry))])
}

/** A brief stands under its hash; who froze it first is told. */
const freezeBrief: Step<'deal.brief', DealContext> = (_context, entry, { side, draft, brief }) =>
  accepted([write(keys.brief(termsHashOf(brief)), earliestOrder(entry.depth), { ...recordOf(entry), side, draft, brief })])

/** An offer stands under its hash, by the record that made it first. */
const makeOffer: Step<'deal.offer', DealContext> = ({ opening }, entry, { offer }) =>
  accepted([write(keys.offer(offerIdOf(dealSpaceOf(opening), offer)), earliestOrder(entry.depth), { ...recordOf(entry), offer })])

/** Any member of a side takes back what its side offered. The offer need not be here yet: the selector looks whose it is. */
const withdrawOffer: Step<'deal.withdraw', DealContext> = (_context, entry, { side, offer }) =>
  accepted([write(keys.offerWithdrawn(offer, side), earliestOrder(entry.depth), recordOf(entry))])

/** Of what one side says of an offer its causally latest word stands, whichever of its members said it. */
const answerOffer = (entry: AuthoredEntry, side: DealSide, offer: OfferId, answer: 'accept' | 'decline', reason: string): Verdict =>
  accepted([
    write(keys.offerAnswer(offer, side), causalOrder(entry.depth), { ...recordOf(entry), side, answer, reason }),
    ...(answer === 'accept' ? [write(keys.offerAccepted(offer, side), earliestOrder(entry.depth), recordOf(entry))] : []),
  ])

const declineOffer: Step<'deal.decline', DealContext> = (_context, entry, { side, offer, reason }) =>
  offer === null
    ? accepted([write(keys.dealDeclined(side), causalOrder(entry.depth), { ...recordOf(entry), side, reason })])
    : answerOffer(entry, side, offer, 'decline', reason)

/** Kept as it is: whether it signs the agreement of the offer is asked where both are here, and of a DAO the chain is asked. */
const signOffer: Step<'deal.sign', DealContext> = (_context, entry, { offer, signature }) =>
  accepted([write(keys.offerSignature(offer, signatureHashOf(signature)), '', { ...recordOf(entry), signature })])

/** A delivery stands under its hash, by the record that told it first. Which one counts is for the chain to say. */
const deliverWork: Step<'deal.deliver', DealContext> = (_context, entry, { delivery }) =>
  accepted([write(keys.delivery(delivery.bounty, deliveryHashOf(delivery)), earliestOrder(entry.depth), { ...recordOf(entry), delivery })])

/** Of what one member says of the place of a bounty the causally latest word stands; one that cannot be is nobody's (O21). */
const tellPlace: Step<'deal.place', DealContext> = ({ opening, recover }, entry, { place }) => {
  const found = readPlace(opening, place, recover)
  if (found === null) return rejected('ENTRY_PLACE')
  const { root, node, bounty } = found
  const value = { ...recordOf(entry), root, node, place: toRecord(place) as Cbor }
  return accepted([write(keys.dealPlace(bounty, entry.author.member), causalOrder(entry.depth), value)])
}

/** Of what one member says of how a bounty is passed on the causally latest word stands; one that does not follow is nobody's (O27). */
const tellPlan: Step<'deal.plan', DealContext> = ({ opening, recover }, entry, { plan }) => {
  const bounty = readPlan(opening, plan, recover)
  if (bounty === null) return rejected('ENTRY_PLACE')
  const value = { ...recordOf(entry), bounty, plan: toRecord(plan) as Cbor }
  return accepted([write(keys.dealPlan(bounty, entry.author.member), causalOrder(entry.depth), value)])
}

/** An arbiter's views are known from here on; whether both sides agreed on it is for who admits and seals to look. */
const letArbiterIn: Step<'deal.arbiter', DealContext> = (_context, entry, { arbiter }) =>
  accepted([write(keys.dealArbiter(arbiter), earliestOrder(entry.depth), recordOf(entry))])

/** A merger is one of the two parties, and does what its rosters and weights come to (O25). */
const isMergerOf = ({ issuer, hunter }: DealOpening, merger: Merger | undefined): boolean => {
  if (merger === undefined) return true
  const parties: readonly string[] = [issuer, hunter].map(accountOfParty)
  return parties.includes(merger.from) && parties.includes(merger.into) && isFairMerger(merger)
}

/** An offer of a partnership stands as one of a bounty does. */
const offerPartnership: Step<'partnership.offer', DealContext> = ({ opening }, entry, { offer }) =>
  isMergerOf(opening, offer.terms.merger)
    ? accepted([
        write(keys.partnershipOffer(partnershipOfferIdOf(dealSpaceOf(opening), offer)), earliestOrder(entry.depth), {
          ...recordOf(entry),
          offer: toRecord(offer) as Cbor,
        }),
      ])
    : rejected('ENTRY_MERGER')

type Brought = {
  readonly offer: OfferId
  readonly decision: Decision
  readonly ballots: readonly { readonly sheet: BallotSheet; readonly signature: Hex }[]
}

/** Kept as it is: whether the decision does what was agreed, and the ballots pass it, is asked where the chain's state is known. */
const keepBrought = (entry: AuthoredEntry, side: DealSide, { offer, decision, ballots }: Brought): Verdict =>
  accepted([
    write(keys.sideBrought(offer, side, entry.id), '', {
      ...recordOf(entry),
      decision: toRecord(decision) as Cbor,
      ballots: ballots.map(({ sheet, signature }) => ({ sheet: toRecord(sheet) as Cbor, signature })),
    }),
  ])

const bringBallots: Step<'partnership.bring', DealContext> = (_context, entry, body) => keepBrought(entry, body.side, body)

/** What the issuer's members signed of the power that an offer's terms promise. */
const promisePower: Step<'deal.promise', DealContext> = (_context, entry, body) => keepBrought(entry, 'issuer', body)

/** What is said of a bounty alone, and of a partnership alone. */
const bountyKinds: ReadonlySet<string> = new Set([
  'deal.brief',
  'deal.offer',
  'deal.sign',
  'deal.deliver',
  'deal.place',
  'deal.plan',
  'deal.arbiter',
  'deal.arbiter',
  'deal.promise',
])
const partnershipKinds: ReadonlySet<string> = new Set(['partnership.offer', 'partnership.bring'])
const isForeign = ({ purpose }: DealOpening, kind: string): boolean =>
  (purpose === 'partnership' ? bountyKinds : partnershipKinds).has(kind)

/** The side for which a record speaks. */
const sideOf = (reading: BodyReading): DealSide | null => {
  switch (reading.kind) {
    case 'deal.open':
    case 'deal.brief':
    case 'deal.withdraw':
    case 'deal.decline':
    case 'deal.accept':
    case 'deal.arbiter':
    case 'partnership.bring':
      return reading.body.side
    case 'deal.offer':
    case 'partnership.offer':
      return reading.body.offer.side
    case 'deal.sign':
    case 'deal.deliver':
    case 'deal.plan':
      return 'hunter'
    case 'deal.place':
    case 'deal.promise':
      return 'issuer'
    default:
      return null
  }
}

/** What the arbiter writes, who speaks for no side: its name, comments, keys for who may read, and revocations of devices. */
const arbiterKinds: ReadonlySet<string> = new Set(['profile.set', 'comment.post', 'key.seal', 'device.unlink'])

const reduceDeal = (context: DealContext, entry: AuthoredEntry, reading: BodyReading, view: ViewFact): Verdict => {
  const side = sideOf(reading)
  const sides = context.sidesOf(entry.author.member, view)
  if ((side !== null && !sides.has(side)) || (sides.size === 0 && !arbiterKinds.has(reading.kind))) return rejected('ENTRY_DEAL')
  if (isForeign(context.opening, reading.kind)) return rejected('ENTRY_DEAL')
  switch (reading.kind) {
    case 'device.unlink':
      return unlinkDevice(context, entry, reading.body, view)
    case 'profile.set':
      return setProfile(context, entry, reading.body, view)
    case 'key.seal':
      return sealKeys(context, entry, reading.body, view)
    case 'draft.open':
      return openDraft(context, entry, reading.body, view)
    case 'draft.rename':
      return renameDraft(context, entry, reading.body, view)
    case 'draft.discard':
      return discardDraft(context, entry, reading.body, view)
    case 'draft.update':
      return updateDraft(context, entry, reading.body, view)
    case 'file.share':
      return shareFile(context, entry, reading.body, view)
    case 'file.withdraw':
      return withdrawFile(context, entry, reading.body, view)
    case 'comment.post':
      return postComment(context, entry, reading.body, view)
    case 'deal.open':
      return openDeal(context, entry, reading.body, view)
    case 'deal.brief':
      return freezeBrief(context, entry, reading.body, view)
    case 'deal.offer':
      return makeOffer(context, entry, reading.body, view)
    case 'deal.withdraw':
      return withdrawOffer(context, entry, reading.body, view)
    case 'deal.decline':
      return declineOffer(context, entry, reading.body, view)
    case 'deal.accept':
      return answerOffer(entry, reading.body.side, reading.body.offer, 'accept', '')
    case 'deal.arbiter':
      return letArbiterIn(context, entry, reading.body, view)
    case 'deal.sign':
      return signOffer(context, entry, reading.body, view)
    case 'deal.deliver':
      return deliverWork(context, entry, reading.body, view)
    case 'deal.place':
      return tellPlace(context, entry, reading.body, view)
    case 'deal.plan':
      return tellPlan(context, entry, reading.body, view)
    case 'deal.promise':
      return promisePower(context, entry, reading.body, view)
    case 'partnership.offer':
      return offerPartnership(context, entry, reading.body, view)
    case 'partnership.bring':
      return bringBallots(context, entry, reading.body, view)
    default:
      return rejected('ENTRY_STREAM')
  }
}

const belongs = (reading: BodyReading, stream: string): boolean =>
  reading.kind === 'draft.update' ? stream === draftStream(reading.body.draft) : stream === governanceStream

/**
 * The fold of a deal's space.
 * @example
 * const views = dealViews(dealOpening, { issuer: null, hunter: null })
 * const reduce = dealReducer({ chain, opening: dealOpening, recover: verifier.recoverAccount, sidesOf: views.sidesOf })
 */
export const dealReducer =
  (context: DealContext): Reduce =>
  (entry, view) =>
    judge(
      { context, isStream: isDaoStream, belongs, reduce: (authored, reading) => reduceDeal(context, authored, reading, view) },
      entry,
      view,
    )
