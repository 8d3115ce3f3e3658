import { predictDaoAddress } from '@daomesh/chain'
import { memoryDisk, memoryStore } from '@daomesh/log/memory'
import { address, type Address, bytes32, type ChainEvent, encode, hashOf, spaceId, to0x, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../fixtures/home.ts'
import { random } from '../fixtures/room.ts'
import { metaOf } from '../metaOf.ts'
import { openFactLog, placesOfFacts } from '../spaces/facts.ts'
import { rereadFacts, shadowOf } from './rereadFacts.ts'
import { takeReread } from './takeReread.ts'

const factory = address.parse(`0x${'fa'.repeat(20)}`)
const space = spaceId.parse('5e'.repeat(32))
const hash = (word: string) => bytes32.parse(to0x(hashOf('test/reread', utf8(word))))
const told = (word: string, count: number): readonly ChainEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    block: BigInt(n),
    blockHash: hash(`${word} ${n}`),
    transaction: hash(word),
    logIndex: 0,
    at: 0,
    fact: { kind: 'enacted', decision: hash(`decision ${n}`), transaction: hash(word) } as ChainEvent['fact'],
  }))

/** A disk with one history, and another one read anew; `refuses`: which write of a step it refuses, counted from 1. */
const scene = () => {
  const disk = memoryDisk()
  let writes = 0
  let refuses = 0
  const open = () => {
    const logs = memoryStore({ random, disk, fault: () => (++writes === refuses ? 'crash' : null) })
    const meta = metaOf(logs, (key) => {
      throw new RangeError(`${key} is unreadable`)
    })
    return { logs, meta }
  }
  const { meta } = open()
  openFactLog(meta, space).append(told('lost', 4), { number: 9n, hash: hash('lost end') })
  openFactLog(meta, shadowOf(space)).append(told('true', 2), { number: 7n, hash: hash('true end') })
  meta.setAll([`spentSlot:${space}:1`, `slotPage:${space}:0xaa`, 'escrow:x', 'bounty:mine'].map((key) => [key, utf8('row')] as const))
  return {
    open,
    meta,
    refuse: (n: number) => void ([writes, refuses] = [0, n]),
  }
}

test('M423 K1 what was read anew takes the place of what was final whole, whenever a start is cut short', () => {
  for (const cut of [0, 1]) {
    const { open, meta, refuse } = scene()
    meta.set('reread', encode({ v: 1, places: [space] }))
    refuse(cut)
    const first = open()
    try {
      takeReread(first.logs, first.meta)
    } catch (error) {
      expect(error).toMatchObject({ code: 'STORAGE_FAILED' })
      expect(openFactLog(open().meta, space).events()).toEqual(told('lost', 4))
    }
    const next = open()
    takeReread(next.logs, next.meta)
    const log = openFactLog(next.meta, space)
    expect([log.events(), log.cursor()]).toEqual([told('true', 2), expect.objectContaining({ number: 7n, hash: hash('true end') })])
    expect(placesOfFacts(next.meta)).toEqual([space])
    expect(
      next.meta
        .list('')
        .map(({ key }) => key)
        .filter((key) => !key.startsWith('fact')),
    ).toEqual(['bounty:mine'])
  }
})

test('M423 what was read halfway, or as it stands here, changes nothing', async () => {
  const { open, meta } = scene()
  const { logs } = open()
  expect(takeReread(logs, meta)).toEqual([])
  expect(openFactLog(meta, space).events()).toEqual(told('lost', 4))
  expect(placesOfFacts(meta)).toEqual([space])
  const silent = { profile: { factory, finality: { confirmations: 2 } }, facts: () => Promise.reject(new RangeError('silent')) }
  expect(await rereadFacts({ client: silent, meta, spaces: [] })).toEqual({ differing: 0 })
  expect(takeReread(logs, meta)).toEqual([])
  expect(openFactLog(meta, space).events()).toEqual(told('lost', 4))
})

test('M423 X2 an endpoint that has not come so far takes nothing back, one that has come past it does, and so does a sandbox in either case', async () => {
  for (const [finality, end, differing] of [
    [{ tag: 'finalized' }, 5n, 0],
    [{ tag: 'finalized' }, 6n, 1],
    [{ confirmations: 2 }, 5n, 0],
    [{ confirmations: 0 }, 5n, 1],
  ] as const) {
    const { meta } = scene()
    const founding = { kind: 'founded', genesis: genesisOf(people.slice(0, 2)) } as const
    const [first, ...rest] = told('one', 4)
    if (first === undefined) throw new RangeError('it tells four')
    const here = [{ ...first, fact: founding }, ...rest.map((one) => ({ ...one, block: one.block + 3n }))]
    const place = spaceId.parse('0d'.repeat(32))
    openFactLog(meta, place).append(here, { number: 9n, hash: hash('end') })
    const facts = ({ dao }: { readonly dao: Address }) => {
      const cursor = { number: end, hash: hash(`block ${end}`) }
      const finalized = dao === predictDaoAddress(factory, founding.genesis) ? here.filter(({ block }) => block < 6n) : []
      return Promise.resolve({ finalized, unfinalized: [], cursor, more: false, head: { ...cursor, timestamp: 0, finalized: cursor } })
    }
    const client = { facts, profile: { factory, finality } }
    expect([end, finality, await rereadFacts({ client, meta, spaces: [] })]).toEqual([end, finality, { differing }])
    expect(openFactLog(meta, place).events()).toEqual(here)
  }
})
