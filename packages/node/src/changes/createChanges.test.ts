import type { Random } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createChanges } from './createChanges.ts'

const drawing = (byte: number): Random => ({ bytes: (length) => new Uint8Array(length).fill(byte) })
const epoch = '07'.repeat(8)

test('M4 a follower without a cursor first hears that everything may have changed, then each change', async () => {
  const changes = createChanges(drawing(7))
  changes.mark('a')
  const follower = changes.follow(null, undefined)
  expect((await follower.next()).value).toEqual({ cursor: `${epoch}.1`, topics: ['*'] })
  changes.mark('b', 'c')
  expect((await follower.next()).value).toEqual({ cursor: `${epoch}.2`, topics: ['b', 'c'] })
})

test('M4 a follower with a held cursor gets exactly what came after it', async () => {
  const changes = createChanges(drawing(7))
  for (const topic of ['a', 'b', 'c']) changes.mark(topic)
  expect((await changes.follow(`${epoch}.1`, undefined).next()).value).toEqual({ cursor: `${epoch}.3`, topics: ['b', 'c'] })
})

test('M4 a cursor older than the window answers everything again', async () => {
  const changes = createChanges(drawing(7))
  for (let i = 0; i < 400; i++) changes.mark(`t${i}`)
  expect((await changes.follow(`${epoch}.3`, undefined).next()).value).toEqual({ cursor: `${epoch}.400`, topics: ['*'] })
})

test('M4 K1 a cursor of an earlier process answers everything again, though this process counted further', async () => {
  const before = createChanges(drawing(7))
  before.mark('a')
  const { value } = await before.follow(null, undefined).next()
  const changes = createChanges(drawing(8))
  for (const topic of ['b', 'c']) changes.mark(topic)
  for (const cursor of [value?.cursor ?? '', '', '1', `${epoch}.x`])
    expect((await changes.follow(cursor, undefined).next()).value?.topics).toEqual(['*'])
})

test('M4 an aborted follower ends', async () => {
  const changes = createChanges(drawing(7))
  const abort = new AbortController()
  const follower = changes.follow(`${epoch}.0`, abort.signal)
  const waiting = follower.next()
  abort.abort()
  expect(await waiting).toEqual({ value: undefined, done: true })
})
