import type { Hex } from '../bytes.ts'
import type { ChainPosition } from '../chain/events.ts'
import type { Address } from '../ids.ts'
import type { Quote, QuoteId } from './quote.ts'

/** What happened at the till, by the name of its event: `payer` paid `price` for `reader`, as the `copy`th of that quote. */
export type SaleFact = {
  readonly kind: 'bought'
  readonly quote: QuoteId
  readonly seller: Address
  readonly reader: Address
  readonly payer: Address
  readonly token: Address
  readonly price: bigint
  readonly work: Hex
  readonly copy: number
}

/** A purchase with where it stands on the chain; `at` is block time in milliseconds. */
export type SaleEvent = ChainPosition & { readonly fact: SaleFact }

/** What can be asked of the till. The price of a quote in ETH comes with it, one in a token is taken. */
export type TillAction = { readonly kind: 'buy'; readonly quote: Quote; readonly reader: Address }
