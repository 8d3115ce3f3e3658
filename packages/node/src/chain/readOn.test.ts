import type { FactsCursor } from '@daomesh/chain'
import { DaomeshError } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { type KeptEvents, readOn } from './readOn.ts'

/** A chain that tells a number per block. */
const chainOf = (height: () => bigint) => (from: FactsCursor | null) => {
  const start = (from?.number ?? 0n) + 1n
  const finalized = Array.from({ length: Number(height() - start + 1n) }, (_, i) => start + BigInt(i))
  return Promise.resolve({ finalized, unfinalized: [], cursor: { number: height(), hash: '0x00' } as const, more: false })
}

/** Events on a disk that may be full. */
const diskOf = (isFull: () => boolean) => {
  const rows: bigint[] = []
  let cursor: FactsCursor | null = null
  const kept: KeptEvents<bigint> = {
    load: () => (cursor === null ? null : { final: [...rows], cursor }),
    save: (fresh, next) => {
      if (isFull()) throw new DaomeshError('STORAGE_FAILED')
      rows.push(...fresh)
      cursor = next
    },
    forget: () => void ([rows.length, cursor] = [0, null]),
  }
  return kept
}

test('M287 what was so when somebody asked is in the answer, though another one’s reading was under way; all who ask meanwhile share the next one', async () => {
  let height = 1n
  const waiting: (() => void)[] = []
  const page = async (from: FactsCursor | null) => {
    const told = await chainOf(() => height)(from)
    await new Promise<void>((resolve) => waiting.push(resolve))
    return told
  }
  const answered = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    for (const resolve of waiting.splice(0)) resolve()
  }
  const look = readOn(page)
  const first = look()
  await Promise.resolve()
  height = 2n
  const others = [look(), look()]
  expect(waiting).toHaveLength(1)
  await answered()
  expect((await first).final).toEqual([1n])
  await answered()
  for (const other of others) expect((await other).final).toEqual([1n, 2n])
  // Nobody asks, nothing is read.
  await new Promise((resolve) => setImmediate(resolve))
  expect(waiting).toEqual([])
})

test('M287 K2 events that a full disk refused are read of the chain again, each once, and are there after the next start', async () => {
  let [height, full] = [2n, false]
  const disk = diskOf(() => full)
  const page = chainOf(() => height)
  const look = readOn(page, disk)
  expect((await look()).final).toEqual([1n, 2n])
  ;[height, full] = [4n, true]
  await expect(look()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  ;[height, full] = [5n, false]
  expect((await look()).final).toEqual([1n, 2n, 3n, 4n, 5n])
  expect((await readOn(page, disk)()).final).toEqual([1n, 2n, 3n, 4n, 5n])
})
