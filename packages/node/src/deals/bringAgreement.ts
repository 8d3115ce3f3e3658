import { keys, liveSignatureOf, type OfferSignatureValue, valuesOf } from '@daomesh/governance'
import { bountyOfOffer } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import { agreementsIn, placeOf } from '../nested/shownProposals.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { dealOf, type ReadDeal, type ReadsDeals } from './dealOf.ts'

/** What the hunter's members decided to sign and nobody brought yet. Beside a signed agreement no other is brought: both could be paid in. */
const unbrought = (node: NodeContext, deal: DealSpace, hunter: DaoSpace) => {
  const { status, offers } = dealOf(node, deal)
  if (status !== 'agreed') return null
  const asked = agreementsIn(node, hunter)
  const [first] = offers
    .filter((row) => row.status === 'agreed' && row.brief !== null)
    .flatMap(({ id, offer }) => {
      const bounty = bountyOfOffer(deal.record.opening, offer)
      const rows = asked.find((one) => one.bounty === bounty)?.rows ?? []
      const signature = rows.flatMap((row) => liveSignatureOf(placeOf(hunter), hunter.registers(), hunter.chainState(), row) ?? [])[0]
      const known = valuesOf<OfferSignatureValue>(deal.registers(), keys.offerSignaturesOf(id))
      return signature === undefined || known.some((one) => one.signature === signature) ? [] : [{ offer: id, bounty, signature }]
    })
  return first ?? null
}

/** Brings the hunter's signature into the deal: the ballots of its members, as soon as its rule is met and the chain takes them for it. */
export const bringAgreement = async (node: NodeContext, deal: DealSpace, hunter: DaoSpace): Promise<void> => {
  if (unbrought(node, deal, hunter) === null) return
  await pauseByChance(node)
  const found = unbrought(node, deal, hunter)
  if (found === null || !(await deal.signed.signs(found))) return
  await deal.append('deal.sign', { offer: found.offer, signature: found.signature })
  await deal.signed.ask([...signaturesIn(node, deal)])
}

/** The signatures in a deal of which only the chain can tell whether they hold, while they can be of use; of each offer the newest first. */
export const signaturesIn = (node: ReadsDeals, deal: ReadDeal) =>
  dealOf(node, deal)
    .offers.filter(({ status }) => status !== 'expired' && status !== 'funded')
    .flatMap(({ id, offer }) => {
      const bounty = bountyOfOffer(deal.record.opening, offer)
      const brought = valuesOf<OfferSignatureValue>(deal.registers(), keys.offerSignaturesOf(id))
      return brought.toSorted((a, b) => b.depth - a.depth).map(({ signature }) => ({ bounty, signature }))
    })
