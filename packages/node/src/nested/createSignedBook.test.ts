import { foldFacts, keys, registersOf } from '@daomesh/governance'
import { type Address, address, type Cbor, type Hex, memberKinds, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../fixtures/home.ts'
import { createSignedBook } from './createSignedBook.ts'

const [outer, inner, other] = ['da', 'db', 'dc'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address, Address]
const genesis = genesisOf(people.slice(0, 2))
const seat = { account: inner, kind: memberKinds.contract, power: 1n, shares: 1n }
const stateWith = (...accounts: readonly (typeof inner)[]) =>
  foldFacts(genesis, [
    { kind: 'founded', genesis },
    { kind: 'rosterChanged', epoch: 1, members: [...genesis.members, ...accounts.map((account) => ({ ...seat, account }))] },
  ])
const hex = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
/** A sheet that somebody brought, as the register of a DAO holds it. */
const claim = (revision: bigint, n: number, member = inner) => {
  const signature: Hex = `0x${n.toString(16).padStart(130, '0')}`
  const sheet = toRecord({ member, revision, choices: [] }) as Cbor
  const key = keys.claim(member, revision, hex(n), String(n).padStart(64, '0'))
  return { key, value: { member, digest: hex(n), signature, sheet, entry: 'ab'.repeat(32), at: 1 } }
}
const bookOf = (holds: (n: number) => boolean) => {
  let questions = 0
  const book = createSignedBook({
    dao: outer,
    onChange: () => undefined,
    client: {
      signs: async ({ hash }) => {
        questions += 1
        return holds(Number(BigInt(hash)))
      },
    },
  })
  return { book, questions: () => questions }
}

test('M334 G1 sheets of high revisions that others bring for a DAO do not keep its own ballot from being counted', async () => {
  const own = claim(7n, 1)
  const others = Array.from({ length: 300 }, (_, n) => claim(1n << 60n, 100 + n))
  const { book, questions } = bookOf((n) => n === 1)
  const state = stateWith(inner)
  const registers = registersOf([own, ...others])
  const looks = Math.ceil(registers.entries('claim/').length / 64)
  for (let look = 0; look < looks; look++) await book.ask(registers, state)
  expect(book.isSigned(own.value)).toBe(true)
  expect(questions()).toBeLessThanOrEqual(64 * looks)
  // While others have their turn it stays what it is.
  for (let look = 0; look < 2; look++) {
    await book.ask(registers, state)
    expect(book.isSigned(own.value)).toBe(true)
  }
  // What comes when all of those were asked about is asked about at the next look.
  const next = claim(8n, 2)
  const second = bookOf((n) => n < 3)
  for (let look = 0; look < looks; look++) await second.book.ask(registers, state)
  await second.book.ask(registersOf([own, next, ...others]), state)
  expect(second.book.isSigned(next.value)).toBe(true)
})

test('M334 what no longer holds, and what a DAO without a seat signed, counts for nothing at the next look', async () => {
  let holds = true
  const { book } = bookOf(() => holds)
  const [one, two] = [claim(1n, 1), claim(1n, 2, other)]
  const registers = registersOf([one, two])
  await book.ask(registers, stateWith(inner, other))
  expect([book.isSigned(one.value), book.isSigned(two.value)]).toEqual([true, true])
  await book.ask(registers, stateWith(inner))
  expect([book.isSigned(one.value), book.isSigned(two.value)]).toEqual([true, false])
  holds = false
  await book.ask(registers, stateWith(inner))
  expect(book.isSigned(one.value)).toBe(false)
})
