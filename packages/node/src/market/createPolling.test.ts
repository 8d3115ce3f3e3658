import type { Clock } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createPolling } from './createPolling.ts'

const scene = () => {
  const timers: { readonly run: () => void; readonly wait: number }[] = []
  const clock: Clock = {
    now: () => 0,
    setTimer: (run, wait) => {
      const timer = { run, wait }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
  }
  const looks: { readonly done: () => void; readonly fail: (error: Error) => void }[] = []
  const failures: unknown[] = []
  const polling = createPolling({
    clock,
    pause: 10,
    slowest: 35,
    look: () => new Promise((resolve, reject) => looks.push({ done: resolve, fail: reject })),
    failed: (error) => failures.push(error),
  })
  return { polling, timers, looks, failures, settled: () => new Promise((resolve) => setImmediate(resolve)) }
}

test('M19 stopped and started while a look is under way, one polling goes on and no second', async () => {
  const { polling, timers, looks, settled } = scene()
  polling.start()
  polling.stop()
  polling.start()
  expect(looks).toHaveLength(2)
  for (const { done } of looks) done()
  await settled()
  expect(timers).toHaveLength(1)
  polling.stop()
  expect([timers.length, polling.isRunning()]).toEqual([0, false])
})

test('M19 a look that fails makes the pause twice as long, up to the slowest, and one that works the first again', async () => {
  const { polling, timers, looks, failures, settled } = scene()
  polling.start()
  for (const wait of [20, 35, 35]) {
    looks.at(-1)?.fail(new Error('away'))
    await settled()
    expect(timers.map((one) => one.wait)).toEqual([wait])
    timers.shift()?.run()
  }
  looks.at(-1)?.done()
  await settled()
  expect([timers[0]?.wait, failures.length]).toEqual([10, 3])
})
