import { bytes32, type ChainFact, spaceId, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../fixtures/home.ts'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { openFactLog } from '../spaces/facts.ts'
import { readEarlier } from './readEarlier.ts'

const hash = bytes32.parse(`0x${'ab'.repeat(32)}`)
const identity = { chainId: 100n, genesisHash: hash }
const [known, passedOver] = ['0a', '0b'].map((byte) => spaceId.parse(byte.repeat(32))) as [
  ReturnType<typeof spaceId.parse>,
  ReturnType<typeof spaceId.parse>,
]
const founded: ChainFact = { kind: 'founded', genesis: genesisOf(people.slice(0, 2)) }

test('M428 X2 facts that begin earlier than an endpoint said before are read, and nothing that is known from its founding on is read twice', () => {
  const meta = memoryMeta()
  const cursor = { number: 90n, hash }
  const read = (startBlock: bigint) => readEarlier(meta, { identity, startBlock })
  const kept = () => [known, passedOver].map((place) => openFactLog(meta, place).cursor()?.number)
  read(30n)
  openFactLog(meta, known).append([{ block: 40n, blockHash: hash, transaction: hash, logIndex: 0, at: 0, fact: founded }], cursor)
  openFactLog(meta, passedOver).append([], cursor)
  meta.set('escrow:x', utf8('row'))
  // The same once more, or later, changes nothing.
  for (const start of [30n, 35n]) read(start)
  expect([kept(), meta.get('escrow:x') === undefined]).toEqual([[90n, 90n], false])
  read(1n)
  expect([kept(), meta.get('escrow:x')]).toEqual([[90n, undefined], undefined])
  openFactLog(meta, passedOver).append([], cursor)
  for (const start of [1n, 30n, 1n]) read(start)
  expect(kept()).toEqual([90n, 90n])
})
