import { encodeBuy, tillAddress } from '@daomesh/chain'
import {
  type Address,
  DaomeshError,
  type Listing,
  type PostId,
  type Quote,
  type QuoteId,
  quoteIdOf,
  quoteOf,
  type SpaceId,
  workOf,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { approvalsFor } from '../../due/approvalsFor.ts'
import { approvalInWords, type CarriedOutcome, enqueueCarried, isUnderWay, proposeCalls, queuedApprovals } from '../../due/carryCalls.ts'
import { heldListing, isGone, salesOf } from '../../queries/listings/readListing.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'
import { titledWithin } from '../../deals/titledWithin.ts'
import { inert } from '../../words/inert.ts'

export type BuyListingParameters = {
  readonly requestId: string
  readonly issuer: Address
  readonly post: PostId
  readonly as: SpaceId | null
  /** What was on the screen: where the seller says otherwise by now, nothing is paid. */
  readonly quote?: QuoteId | undefined
}

/** Whether a copy for this reader was paid for, or is about to be: a second one opens nothing that the first does not. */
const isBought = (node: NodeContext, listing: Listing, reader: Address): boolean =>
  salesOf(node, listing).some((sale) => sale.reader === reader) ||
  node.sales
    .purchases()
    .some(
      (one) =>
        one.reader === reader && one.listing.issuer === listing.issuer && workOf(one.listing) === workOf(listing) && !isGone(node, one),
    )

const taker = 'The till'

const inUnits = ({ token, price }: Quote): string => (BigInt(token) === 0n ? `${price} wei` : `${price} units of the token ${token}`)

/**
 * Pays for a copy of what a DAO sells: all of it goes to the DAO's income inbox in one transaction, and nothing stays in between. As a DAO it is a proposal to
 * its members, whose copy it is then. What comes after, the key and the files, this node sees to by itself.
 * @throws DaomeshError `POST_UNKNOWN`, `POST_CLOSED` for what is over or withdrawn, `LISTING_CHANGED`, `LISTING_UNPRICED`, `LISTING_SOLD_OUT`, `LISTING_BOUGHT`, `SIGNING_REFUSED` when this
 * device is to be linked, `CHAIN_UNREACHABLE`.
 */
export const buyListing = async (
  node: NodeContext,
  { requestId, as, quote: shownQuote, ...key }: BuyListingParameters,
  keep: Keep<CarriedOutcome>,
): Promise<CarriedOutcome> => {
  const account = node.account.required()
  const before = as === null ? queuedBefore(node, requestId, { purpose: 'buyListing' }) : null
  if (before !== null) return { transaction: before, approvals: queuedApprovals(node, requestId), decision: null }
  const { post: listing, wire } = heldListing(node, key)
  const now = await node.market.learnTime()
  if (listing.closed || listing.expires <= now) throw new DaomeshError('POST_CLOSED', { meta: { post: key.post } })
  const quote = quoteOf(listing)
  if (shownQuote !== undefined && shownQuote !== quoteIdOf(quote))
    throw new DaomeshError('LISTING_CHANGED', { meta: { post: key.post, token: quote.token, price: quote.price.toString() } })
  if (quote.price === 0n) throw new DaomeshError('LISTING_UNPRICED')
  const { shown } = await node.sales.look()
  const sold = shown.get(quoteIdOf(quote))?.length ?? 0
  if (quote.copies !== 0 && sold >= quote.copies) throw new DaomeshError('LISTING_SOLD_OUT', { meta: { copies: quote.copies } })
  // The key is sealed to a device that the reader's account signed for; without that nobody could hand it over.
  await node.links.of(node.adapters.chain.client.profile.identity.chainId, account)
  const till = tillAddress()
  const reader = as === null ? account : node.spaces.dao(as).record.dao
  const act = encodeBuy(till, { kind: 'buy', quote, reader })
  const paid = { spender: till, token: quote.token, amount: quote.price, before: [], act }
  const refuseTwice = (): void => {
    if (as === null && isBought(node, listing, reader)) throw new DaomeshError('LISTING_BOUGHT', { meta: { post: key.post } })
  }
  refuseTwice()
  // Before it is queued: a crash in between would leave a copy that is paid for and that nobody asks the key of. Without a payment it is shown as none.
  const remember = (): void => node.sales.keep({ listing, wire, reader, key: null, opened: false, at: node.adapters.clock.now() })
  const text = `Pays ${inUnits(quote)} to the income inbox of ${quote.seller}, for a copy of the work “${inert(listing.title)}”.`
  if (as !== null) {
    const approvals = await approvalsFor(node, { ...paid, from: reader }, false)
    const title = titledWithin('Buy ', listing.title)
    remember()
    return proposeCalls(node, { as, title, text, taker, before: [], approvals, act }, keep)
  }
  const approvals = await approvalsFor(node, { ...paid, from: account }, isUnderWay(node, account, till))
  // Two that were asked for at once have both come so far.
  refuseTwice()
  for (const approval of approvals)
    enqueue(node, {
      requestId: `${requestId}.${approval.name}`,
      call: approval.call,
      context: { title: titledWithin('Approve for ', listing.title), lines: [approvalInWords(taker, approval)] },
      subject: { purpose: approval.name === 'reset' ? 'saleReset' : 'saleApprove', title: listing.title },
    })
  remember()
  return enqueueCarried(node, {
    requestId,
    call: act,
    context: { title: titledWithin('Buy ', listing.title), lines: [text] },
    subject: { purpose: 'buyListing', title: listing.title, quote: quoteIdOf(quote) },
  })
}
