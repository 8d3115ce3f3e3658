import type { Clock } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { expect, onTestFinished, test } from 'vitest'
import { connectionTo } from '../testing/connectionTo.ts'
import { until } from '../testing/until.ts'
import { createConnectionLife } from './connectionLife.ts'

test('L4 asked for a proof, a connection that answers stays and one that is silent is cut', { timeout: 120_000 }, async () => {
  const [lively, silent] = [await connectionTo('ping'), await connectionTo(() => undefined)]
  createConnectionLife(systemClock, () => [lively, silent]).proveAll()
  await until('the silent one is cut', () => silent.status !== 'open', 10_000)
  expect(lively.status).toBe('open')
})

test('L4 by which connection a peer speaks is told apart', async () => {
  const [speaking, silent] = [await connectionTo('ping'), await connectionTo('ping')]
  let [now, tick]: [number, () => void] = [1_000_000, () => undefined]
  const clock: Clock = {
    now: () => now,
    setTimer: (run) => {
      tick = run
      return () => undefined
    },
  }
  const asked: unknown[] = []
  for (const connection of [speaking, silent]) {
    const open = connection.newStream.bind(connection)
    connection.newStream = (...given) => {
      asked.push(connection)
      return open(...given)
    }
  }
  const life = createConnectionLife(clock, () => [speaking, silent])
  onTestFinished(life.watch())
  const heard = life.heardBy(speaking)
  const lookOnce = (): void => {
    now += 1_000
    heard()
    tick()
  }
  lookOnce()
  await until('both answered', () => speaking.rtt !== undefined && silent.rtt !== undefined)
  for (let i = 0; i < 15; i++) lookOnce()
  expect(asked).toEqual([speaking, silent, silent])
})
