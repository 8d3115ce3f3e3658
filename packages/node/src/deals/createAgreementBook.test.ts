import { address, bountyId, type Hex } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { factory, genesisOf, people } from '../fixtures/home.ts'
import { type AgreementClaim, createAgreementBook } from './createAgreementBook.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
const bounty = bountyId.parse(`0x${'b0'.repeat(32)}`)
const claim = (n: number): AgreementClaim => ({ bounty, signature: `0x${n.toString(16).padStart(130, '0')}` })
const hunter = { kind: 'dao', dao, factory, genesis: genesisOf(people.slice(0, 1)) } as const
const opening = { hunter, escrow: address.parse(`0x${'e5'.repeat(20)}`) }

test('M335 G1 signatures that a member brings for its DAO do not keep the one of its ballots from being asked about', async () => {
  let holding: Hex | null = claim(0).signature
  let questions = 0
  const client = {
    signs: async ({ signature }: { readonly signature: Hex }) => {
      questions += 1
      return signature === holding
    },
  }
  const book = createAgreementBook({ client, opening, onChange: () => undefined })
  // Newest first: all the others came after it.
  const claims = Array.from({ length: 300 }, (_, n) => claim(299 - n))
  const looks = Math.ceil(claims.length / 64)
  for (let look = 0; look < looks; look++) await book.ask(claims)
  expect([book.isSigned(bounty, claim(0).signature), questions]).toEqual([true, 64 * looks])
  await book.ask(claims)
  expect(book.isSigned(bounty, claim(0).signature)).toBe(true)
  // What is no claim any more, and what no longer holds, counts for nothing.
  holding = null
  await book.ask([claim(0)])
  expect(book.isSigned(bounty, claim(0).signature)).toBe(false)
})
