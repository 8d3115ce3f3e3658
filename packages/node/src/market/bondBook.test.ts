import { type BondFactsPage, bondsAddress, chainKeyOf, type FactsCursor, sandboxProfile } from '@daomesh/chain'
import { address, type Address, type BondFact, bytes32, DaomeshError, type Hex, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createBondBook } from './createBondBook.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [ada, ben] = [at('a1'), at('b0')]
const identity = { chainId: 1n, genesisHash: bytes32.parse(`0x${'00'.repeat(32)}`) }
const zero: Hex = `0x${'00'.repeat(32)}`
const hashOf = (salt: string, number: bigint): Hex => `0x${salt}${number.toString(16).padStart(62, '0')}`
/** One fact per block. */
const facts: readonly BondFact[] = [
  { kind: 'bonded', account: ada, added: 5n, amount: 5n },
  { kind: 'bonded', account: ben, added: 7n, amount: 7n },
  { kind: 'unbonded', account: ben, amount: 7n, leavesAt: 90 },
  { kind: 'withdrawn', account: ben, recipient: ada, amount: 7n },
]

/** A chain that tells these facts, the last `loose` of which are not final, and what it was asked for. */
const open = (meta = memoryMeta()) => {
  const scene = { told: facts.slice(0, 2) as readonly BondFact[], loose: [] as readonly BondFact[], salt: 'aa' }
  const asked: (bigint | null)[] = []
  const moved: (readonly Address[] | null)[] = []
  const bondFacts = async ({ from }: { readonly from: FactsCursor | null }): Promise<BondFactsPage> => {
    asked.push(from?.number ?? null)
    if (from !== null && from.hash !== hashOf(scene.salt, from.number)) throw new DaomeshError('CHAIN_EVENTS_DIFFER')
    const last = BigInt(scene.told.length)
    const block = { number: last, hash: hashOf(scene.salt, last) }
    const place = { blockHash: zero, transaction: zero, logIndex: 0, at: 0 }
    const finalized = scene.told
      .map((fact, i) => ({ fact, block: BigInt(i + 1), ...place }))
      .filter((event) => event.block > (from?.number ?? 0n))
    const unfinalized = scene.loose.map((fact) => ({ fact, block: last + 1n, ...place }))
    return { finalized, cursor: block, unfinalized, head: { ...block, timestamp: 0, finalized: block }, more: false }
  }
  const start = (disk = meta) =>
    createBondBook({
      client: { profile: sandboxProfile(identity, at('fa')), bondFacts },
      meta: disk,
      onMoved: (accounts) => moved.push(accounts),
    })
  return { meta, scene, asked, moved, start }
}

test('M155 K1 after a start bonds are read on from the block up to which this disk holds them, and say the same', async () => {
  const { scene, asked, moved, start } = open()
  const first = start()
  expect(first.wasRead()).toBe(false)
  await first.refresh()
  scene.told = [...facts]
  const again = start()
  expect([again.wasRead(), again.seen()]).toEqual([true, first.seen()])
  await again.refresh()
  expect(asked).toEqual([null, 2n])
  expect(again.seen().final).toEqual(new Map([[ada, { amount: 5n, leavesAt: null }]]))
  // After a start all accounts are looked at again, then those alone of which something is told.
  expect(moved).toEqual([null, null])
  expect(start().seen().final).toEqual(again.seen().final)
})

test('M155 X1 what may still vanish is shown and never on disk; who is told of, and then not, is looked at again', async () => {
  const { scene, moved, start } = open()
  const book = start()
  await book.refresh()
  scene.loose = [{ kind: 'unbonded', account: ada, amount: 5n, leavesAt: 90 }]
  await book.refresh()
  expect(book.seen().shown.get(ada)).toEqual({ amount: 5n, leavesAt: 90 })
  expect(book.seen().final.get(ada)).toEqual({ amount: 5n, leavesAt: null })
  expect(start().seen().shown.get(ada)).toEqual({ amount: 5n, leavesAt: null })
  scene.loose = []
  await book.refresh()
  await book.refresh()
  expect(book.seen().shown.get(ada)).toEqual({ amount: 5n, leavesAt: null })
  expect(moved).toEqual([null, [ada], [ada]])
})

test('M155 K3 A3 a chain that tells another history, and a damaged row, only cost a reading from the beginning', async () => {
  const { meta, scene, asked, moved, start } = open()
  const book = start()
  await book.refresh()
  ;[scene.salt, scene.told] = ['bb', facts.slice(0, 1)]
  await book.refresh()
  expect([asked, book.seen().final.size, start().seen().final.size]).toEqual([[null, 2n, null], 1, 1])
  expect(moved).toEqual([null, null])
  meta.set(`bonds:${chainKeyOf(identity)}:${bondsAddress()}:account/${ada}`, utf8('no record'))
  const damaged = start()
  expect([damaged.wasRead(), damaged.seen().final.size]).toEqual([false, 0])
  await damaged.refresh()
  expect(damaged.seen()).toEqual(book.seen())
})

test('M425 K2 a bond that a full disk refused is read again, and is there after a start', async () => {
  const { meta, scene, start } = open()
  let isFull = true
  const setAll = meta.setAll
  const full: typeof meta = {
    ...meta,
    setAll: (rows) => {
      if (isFull) throw new DaomeshError('STORAGE_FAILED')
      setAll(rows)
    },
  }
  scene.told = facts.slice(0, 1)
  const book = start(full)
  await expect(book.refresh()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  isFull = false
  scene.told = facts.slice(0, 2)
  await book.refresh()
  expect(book.seen().final.size).toBe(2)
  expect(start().seen()).toEqual(book.seen())
})
