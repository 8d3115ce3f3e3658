import { address, type Hex, type SaleFact, to0x } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptySales, foldSales, isPaidFor, salesOfWork, takingsOf } from './foldSales.ts'

const at = (i: number) => address.parse(`0x${i.toString(16).padStart(40, '0')}`)
const word = (i: number): Hex => to0x(new Uint8Array(32).fill(i))
const [dao, ada, ben] = [at(0xda0), at(1), at(2)]
const bought = (quote: number, more: Partial<SaleFact> = {}) => ({
  fact: {
    kind: 'bought',
    quote: word(quote),
    seller: dao,
    reader: ada,
    payer: ben,
    token: at(0),
    price: 5n,
    work: word(9),
    copy: 1,
    ...more,
  } as const,
  at: 7,
  transaction: word(1),
})

test('Q73 purchases stand under the quote that was paid, in the order of the chain; page by page or at once makes no difference', () => {
  const book = foldSales([bought(1), bought(2, { reader: ben }), bought(1, { copy: 2, reader: ben })])
  expect([...book].map(([quote, sales]) => [quote, sales.map(({ copy }) => copy)])).toEqual([
    [word(1), [1, 2]],
    [word(2), [1]],
  ])
  expect([
    isPaidFor(book, word(1), ada),
    isPaidFor(book, word(1), ben),
    isPaidFor(book, word(2), ada),
    isPaidFor(emptySales, word(1), ada),
  ]).toEqual([true, true, false, false])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 })), fc.nat(), (quotes, cut) => {
      const events = quotes.map((quote, i) => bought(quote, { copy: i }))
      const first = foldSales(events.slice(0, cut % (events.length + 1)))
      const before = new Map(first)
      expect(foldSales(events.slice(cut % (events.length + 1)), first)).toEqual(foldSales(events))
      expect(first).toEqual(before)
    }),
  )
})

test('Q73 what was paid for a work counts by seller and work, whatever was asked, and is added up by token', () => {
  const token = at(0x70)
  const book = foldSales([
    bought(1),
    bought(2, { price: 7n }),
    bought(3, { token, price: 3n }),
    bought(4, { seller: ben }),
    bought(5, { work: word(8) }),
  ])
  const sales = salesOfWork(book, dao, word(9))
  expect(sales.length).toBe(3)
  expect(takingsOf(sales)).toEqual([
    { token: at(0), copies: 2, amount: 12n },
    { token, copies: 1, amount: 3n },
  ])
})
