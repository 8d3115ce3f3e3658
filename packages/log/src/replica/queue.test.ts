import { expect, test } from 'vitest'
import { makeQueue, nextTurn } from './queue.ts'

const many = 200

/** Counts the turns of the event loop until it is told to stop. */
const countTurns = () => {
  let turns = 0
  let over = false
  const turn = (): void => {
    turns += 1
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    over = true
    return turns
  }
}

test('L45 tasks asked for at once leave the event loop a turn between each two of them', async () => {
  const queue = makeQueue(nextTurn)
  const turns = countTurns()
  const done: number[] = []
  await Promise.all(Array.from({ length: many }, (_, i) => queue.run(async () => done.push(i))))
  expect(turns()).toBeGreaterThanOrEqual(many - 1)
  expect(done).toEqual(Array.from({ length: many }, (_, i) => i))
})

test('L45 so do tasks of which each is asked for when the one before is done', async () => {
  const queue = makeQueue(nextTurn)
  const turns = countTurns()
  for (let i = 0; i < many; i += 1) await queue.run(async () => i)
  expect(turns()).toBeGreaterThanOrEqual(many - 1)
})

test('L45 a task that fails holds back none after it, and its failure reaches whoever asked', async () => {
  const queue = makeQueue(nextTurn)
  const failing = queue.run(() => Promise.reject(new Error('no')))
  const next = queue.run(async () => 'next')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
})
