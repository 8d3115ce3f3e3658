import { foldFacts } from '@daomesh/governance'
import { type Address, address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createStill, genesisOf, people } from '../fixtures/home.ts'
import { createReaderBook } from './createReaderBook.ts'

const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const dao = at(0xda)
const genesis = genesisOf(people.slice(0, 2))
const state = foldFacts(genesis, [{ kind: 'founded', genesis }])
const [member, stranger] = [0, 4].map((n) => address.parse(people[n]?.address))

test('M340 the members of a DAO are among the readers of what it bought, however many bought before it', async () => {
  const clock = createStill()
  let reads = 0
  const read = async (account: Address) => {
    reads += 1
    return account === dao ? state : null
  }
  const book = createReaderBook({ rosters: { read }, clock })
  const readers = new Set([...Array.from({ length: 300 }, (_, n) => at(0x1000 + n)), dao])
  let seconds = 0
  while (!(await book.isAmong(readers, member ?? dao)) && seconds < 600) {
    seconds += 5
    clock.pass(5_000)
  }
  // Learnt a few at a time: whoever asks costs the endpoint no more than one question a second, after the first ones.
  expect([seconds > 0, seconds < 600]).toEqual([true, true])
  expect(reads).toBeLessThanOrEqual(64 + seconds + 1)
  // From then on it is known, and who has no seat there is none of them.
  const before = reads
  expect(await book.isAmong(readers, member ?? dao)).toBe(true)
  expect(reads - before).toBe(1)
  expect(await book.isAmong(readers, stranger ?? dao)).toBe(false)
  expect(await book.isAmong(readers, at(0x1005))).toBe(true)
})
