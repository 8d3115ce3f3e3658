import { address, type QuoteId, type SaleFact, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { foldSales, isPaidFor } from './foldSales.ts'

const hash = `0x${'2'.repeat(64)}` as const
const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const many = 60_000

// A copy of all for each takes most of a minute; anybody can pay itself by a quote of its own, as often as it likes.
test('F16 N5 a work that was bought many times costs each purchase the same', { timeout: 30_000 }, () => {
  const quote = `0x${'a1'.repeat(32)}` as QuoteId
  const bought = (n: number) => ({
    fact: {
      kind: 'bought',
      quote,
      seller: account(1),
      work: hash,
      token: zeroAddress,
      price: 1n,
      payer: account(n),
      reader: account(n),
      copy: n,
    } satisfies SaleFact,
    at: n,
    transaction: hash,
  })
  const begun = performance.now()
  const before = foldSales([bought(1)])
  const book = foldSales(
    Array.from({ length: many }, (_, n) => bought(n + 2)),
    before,
  )
  expect([book.get(quote)?.length, before.get(quote)?.length]).toEqual([many + 1, 1])
  expect([isPaidFor(book, quote, account(1)), isPaidFor(book, quote, account(many + 2))]).toEqual([true, false])
  expect(performance.now() - begun).toBeLessThan(3_000)
})
