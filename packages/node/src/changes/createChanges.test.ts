import { expect, test } from 'vitest'
import { createChanges } from './createChanges.ts'

test('M4 a follower without a cursor first hears that everything may have changed, then each change', async () => {
  const changes = createChanges()
  changes.mark('a')
  const follower = changes.follow(null, undefined)
  expect((await follower.next()).value).toEqual({ cursor: 1, topics: ['*'] })
  changes.mark('b', 'c')
  expect((await follower.next()).value).toEqual({ cursor: 2, topics: ['b', 'c'] })
})

test('M4 a follower with a held cursor gets exactly what came after it', async () => {
  const changes = createChanges()
  for (const topic of ['a', 'b', 'c']) changes.mark(topic)
  expect((await changes.follow(1, undefined).next()).value).toEqual({ cursor: 3, topics: ['b', 'c'] })
})

test('M4 a cursor older than the window answers everything again', async () => {
  const changes = createChanges()
  for (let i = 0; i < 400; i++) changes.mark(`t${i}`)
  expect((await changes.follow(3, undefined).next()).value).toEqual({ cursor: 400, topics: ['*'] })
})

test('M4 an aborted follower ends', async () => {
  const changes = createChanges()
  const abort = new AbortController()
  const follower = changes.follow(0, abort.signal)
  const waiting = follower.next()
  abort.abort()
  expect(await waiting).toEqual({ value: undefined, done: true })
})
