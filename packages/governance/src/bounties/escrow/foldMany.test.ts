import { address, type BountyFact, type BountyId, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { creditIn } from '../../credits/creditBook.ts'
import { emptyBook } from './bountyRecord.ts'
import { foldBountyPage } from './foldBountyPage.ts'

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const idOf = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as BountyId
const many = 15_000

// A copy of all for each takes most of a minute; who wants to cancels agreements with itself, and has money pushed to what refuses it.
test('F15 N5 what was cancelled and credited costs a page the same however much of it there is', { timeout: 20_000 }, () => {
  const facts = Array.from({ length: many }, (_, n): BountyFact[] => [
    { kind: 'cancelled', id: idOf(n), by: account(n) },
    { kind: 'credited', vault: zeroAddress, account: account(n), amount: 2n },
  ])
  const begun = performance.now()
  const page = facts.flat().map((fact) => ({ fact, at: 1 }))
  const book = foldBountyPage(emptyBook, page)
  expect([book.cancelled.size, creditIn(book, zeroAddress, account(3))]).toEqual([many, 2n])
  const more = foldBountyPage(book, [
    { fact: { kind: 'claimed', vault: zeroAddress, account: account(3), recipient: account(3), amount: 2n }, at: 2 },
  ])
  expect([creditIn(more, zeroAddress, account(3)), creditIn(book, zeroAddress, account(3))]).toEqual([0n, 2n])
  expect(performance.now() - begun).toBeLessThan(10_000)
})
