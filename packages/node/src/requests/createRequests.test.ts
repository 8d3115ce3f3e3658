import { DaomeshError, decode, encode } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { contract } from '../contract/index.ts'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createRequests } from './createRequests.ts'
import { outcomeShape } from './outcomeShape.ts'

test('M1 the same request acts once, also at the same time and after a restart', async () => {
  const meta = memoryMeta()
  let acts = 0
  const act = async () => ({ n: ++acts })
  const request = { id: 'request-1', name: 'x', input: { a: 1 } }
  const requests = createRequests(meta)
  expect(await Promise.all([requests.once(request, act), requests.once(request, act)])).toEqual([{ n: 1 }, { n: 1 }])
  expect(await createRequests(meta).once(request, act)).toEqual({ n: 1 })
})

test('M1 an outcome that the command keeps with its record is not written again, and is the answer', async () => {
  const meta = memoryMeta()
  const request = { id: 'request-1', name: 'x', input: 1 }
  const act = async (keep: (outcome: { n: number }) => readonly [string, Uint8Array | null]) => {
    const [key, value] = keep({ n: 1 })
    if (value !== null) meta.set(key, value)
    return { n: 1 }
  }
  await createRequests(meta).once(request, act)
  expect(await createRequests(meta).once(request, async () => ({ n: 2 }))).toEqual({ n: 1 })
})

test('M304 what is queued under the id of a request is written with its outcome; what the node does by itself has none', async () => {
  const meta = memoryMeta()
  const requests = createRequests(meta)
  const request = { id: 'request-1', name: 'x', input: 1 }
  const act = async () => {
    expect(requests.keeping('request-2', { n: 1 })).toBeNull()
    const kept = requests.keeping('request-1', { n: 1 })
    // The moment of a crash: the deed and its outcome are on the disk, and the command never answers.
    meta.setAll(kept === null ? [] : [kept])
    throw new Error('crashed')
  }
  await expect(requests.once(request, act)).rejects.toThrow('crashed')
  expect(await createRequests(meta).once(request, async () => ({ n: 2 }))).toEqual({ n: 1 })
  expect(requests.keeping('request-1', { n: 1 })).toBeNull()
})

test('M2 the same id with other input is refused and changes nothing', async () => {
  const requests = createRequests(memoryMeta())
  await requests.once({ id: 'request-1', name: 'x', input: 1 }, async () => 1)
  const refused = requests.once({ id: 'request-1', name: 'x', input: 2 }, async () => 2)
  await expect(refused).rejects.toThrow(DaomeshError)
  await expect(refused).rejects.toMatchObject({ code: 'REQUEST_CONFLICT' })
})

test('M3 a failure is not an outcome: the same id may try again', async () => {
  const requests = createRequests(memoryMeta())
  const request = { id: 'request-1', name: 'x', input: 1 }
  await expect(requests.once(request, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await requests.once(request, async () => 7)).toBe(7)
})

test('K3: an outcome that cannot be read is refused with its name, and nothing acts a second time', async () => {
  const meta = memoryMeta()
  const request = { id: 'request-1', name: 'ballots.cast', input: 1 }
  await createRequests(meta, outcomeShape).once(request, async () => ({ entries: ['ab'.repeat(32)] }))
  const good = meta.get('request:request-1') ?? new Uint8Array()
  const { inputHash } = z.object({ inputHash: z.string() }).parse(decode(good))
  let acts = 0
  const again = () => createRequests(meta, outcomeShape).once(request, async () => (acts += 1))
  const damaged = {
    torn: good.slice(0, -3),
    other: encode({ inputHash, outcome: '{"entries' }),
    shape: encode({ inputHash, outcome: '"yes"' }),
  }
  for (const value of Object.values(damaged)) {
    meta.set('request:request-1', value)
    await expect(again()).rejects.toMatchObject({ code: 'STORAGE_DAMAGED', meta: { row: 'request:request-1' } })
  }
  expect(acts).toBe(0)
})

test('every command of the API has a shape for its outcome', () => {
  const names = Object.entries(contract).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
  const acting = names.filter((name) => !/\.(changes|watch)$/.test(name))
  expect(acting.map(outcomeShape).length).toBeGreaterThan(30)
  expect(() => outcomeShape('nobody.knows')).toThrow('no output shape')
})
