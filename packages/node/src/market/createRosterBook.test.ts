import { createMemoryClient } from '@daomesh/chain/memory'
import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryChain } from '../fixtures/home.ts'
import { createRosterBook } from './createRosterBook.ts'

const daoAt = (n: number) => address.parse(`0x${(n + 1).toString(16).padStart(40, '0')}`)
const account = daoAt(9_999)

const open = () => {
  const clock = { time: 1_000, now: () => clock.time, setTimer: () => () => undefined }
  const client = createMemoryClient({ chain: memoryChain, clock })
  let asked = 0
  const counting = {
    facts: (request: Parameters<typeof client.facts>[0]) => {
      asked += 1
      return client.facts(request)
    },
  }
  return { clock, client, book: createRosterBook({ client: counting, clock, spaces: { all: () => [] } }), asked: () => asked }
}

test('M15 N4 made-up DAOs cost the endpoint a question a second, one after the other no more than a burst, and each is asked about once a minute', async () => {
  const { clock, book, asked } = open()
  await Promise.all(Array.from({ length: 50 }, (_, n) => book.inRoster(daoAt(n), account)))
  expect(asked()).toBe(4)
  for (let n = 0; n < 300; n++) expect(await book.inRoster(daoAt(n), account)).toBeNull()
  expect(asked()).toBe(64)
  for (let n = 0; n < 10; n++) await book.inRoster(daoAt(0), account)
  expect(asked()).toBe(64)
  clock.time += 5_000
  for (let n = 400; n < 500; n++) await book.inRoster(daoAt(n), account)
  expect(asked()).toBe(69)
  // A person who looks at a card waits for nobody’s pace.
  expect(await book.read(daoAt(600))).toBeNull()
  expect(asked()).toBe(70)
})

test('M15 N6 while the endpoint is away nobody is told to be no member, and nothing of it is remembered', async () => {
  const { client, book, asked } = open()
  client.setOutage(true)
  expect(await book.inRoster(daoAt(1), account)).toBeNull()
  await expect(book.read(daoAt(1))).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  client.setOutage(false)
  expect(await book.read(daoAt(1))).toBeNull()
  expect(asked()).toBe(3)
})
