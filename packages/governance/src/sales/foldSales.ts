import type { Address, Hex, QuoteId, SaleFact } from '@daomesh/protocol'

/** One copy that somebody paid for. */
export type Sale = Omit<SaleFact, 'kind'> & {
  /** Block time in milliseconds. */
  readonly at: number
  readonly transaction: Hex
}

/** Purchases by the quote that was paid, in the order of the chain. */
export type SalesBook = ReadonlyMap<QuoteId, readonly Sale[]>

export const emptySales: SalesBook = new Map()

/**
 * What was bought after these facts of the till, in the order of the chain, on top of what was known, which stays as it is. Each costs the same, however often a
 * work was bought.
 * @example
 * foldSales([]).size // => 0
 */
export const foldSales = (
  events: Iterable<{ readonly fact: SaleFact; readonly at: number; readonly transaction: Hex }>,
  known: SalesBook = emptySales,
): SalesBook => {
  const book = new Map(known)
  const own = new Map<QuoteId, Sale[]>()
  for (const { fact, at, transaction } of events) {
    const { kind: _kind, ...sale } = fact
    const sales = own.get(sale.quote) ?? [...(known.get(sale.quote) ?? [])]
    sales.push({ ...sale, at, transaction })
    own.set(sale.quote, sales)
    book.set(sale.quote, sales)
  }
  return book
}

/**
 * Whether an account may read what is sold by a quote: somebody paid for it.
 * @example
 * isPaidFor(emptySales, '0x00', alice) // => false
 */
export const isPaidFor = (book: SalesBook, quote: QuoteId, reader: Address): boolean =>
  (book.get(quote) ?? []).some((sale) => sale.reader === reader)

/**
 * Everything that was paid to a DAO for one work, by whatever quote. Anybody may pay by a quote that no DAO ever made, so this says what was paid, and not
 * what was offered.
 * @example
 * salesOfWork(emptySales, alice, '0x00') // => []
 */
export const salesOfWork = (book: SalesBook, seller: Address, work: Hex): readonly Sale[] =>
  [...book.values()].flat().filter((sale) => sale.seller === seller && sale.work === work)

/** What was paid in one token, and how often. */
export type Takings = { readonly token: Address; readonly copies: number; readonly amount: bigint }

/**
 * Sales added up by token, sorted by it.
 * @example
 * takingsOf([]) // => []
 */
export const takingsOf = (sales: readonly Sale[]): readonly Takings[] => {
  const sums = new Map<Address, Takings>()
  for (const { token, price } of sales) {
    const before = sums.get(token) ?? { token, copies: 0, amount: 0n }
    sums.set(token, { token, copies: before.copies + 1, amount: before.amount + price })
  }
  return [...sums.values()].toSorted((a, b) => (a.token < b.token ? -1 : 1))
}
