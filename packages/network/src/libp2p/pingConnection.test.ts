import { systemClock } from '@daomesh/protocol/system'
import { expect, onTestFinished, test } from 'vitest'
import { connectionTo } from '../testing/connectionTo.ts'
import { until } from '../testing/until.ts'
import { pingConnection } from './pingConnection.ts'

test('L4 who answers is alive, and how far away is known', async () => {
  const connection = await connectionTo('ping')
  expect(await pingConnection(connection, 5_000, systemClock)).toBeLessThan(5_000)
  // Each question leaves no stream behind, however many are asked.
  for (let i = 0; i < 20; i++) await pingConnection(connection, 5_000, systemClock)
  await until('no stream is left', () => connection.streams.every(({ protocol }) => !protocol.includes('ping')))
})

test('L4 who does not speak ping has answered too', async () => {
  expect(await pingConnection(await connectionTo('nothing'), 5_000, systemClock)).toBeGreaterThanOrEqual(0)
})

test('L4 silence, another answer and a reset are no answer', async () => {
  const silent = await connectionTo(() => undefined)
  await expect(pingConnection(silent, 300, systemClock)).rejects.toThrow(/timeout|abort/i)
  const liar = await connectionTo((stream) => void stream.send(new Uint8Array(32)))
  await expect(pingConnection(liar, 5_000, systemClock)).rejects.toThrow('another answer than the question')
  const rude = await connectionTo((stream) => stream.abort(new Error('no')))
  await expect(pingConnection(rude, 5_000, systemClock)).rejects.toThrow(/reset|closed|ended/i)
  const gone = await connectionTo('ping')
  await gone.close()
  await expect(pingConnection(gone, 5_000, systemClock)).rejects.toThrow(/clos/i)
})

test('L4 a stream that is gone before the question leaves nothing behind that fails later', async () => {
  const connection = await connectionTo('ping')
  const open = connection.newStream.bind(connection)
  connection.newStream = async (...given) => {
    const stream = await open(...given)
    stream.abort(new Error('gone at once'))
    return stream
  }
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  // Longer than a stream takes to open on any machine, so that the question fails by the stream and not by its time.
  await expect(pingConnection(connection, 3_000, systemClock)).rejects.toThrow(/gone|aborted|closed|state|write/i)
  await new Promise((resolve) => setTimeout(resolve, 3_200))
  expect(unhandled).toEqual([])
})

test('L4 N5 an answer of any length ends its own connection and not the node', async () => {
  const fatal: unknown[] = []
  const note = (error: unknown): void => void fatal.push(error)
  process.on('uncaughtException', note)
  onTestFinished(() => void process.off('uncaughtException', note))
  const sizes: number[] = []
  for (const length of [33, 200_000, 250_000]) {
    const loud = await connectionTo((stream) => {
      sizes.push(length)
      stream.send(new Uint8Array(length))
    })
    await expect(pingConnection(loud, 5_000, systemClock)).rejects.toThrow('another answer than the question')
  }
  expect([sizes.length, fatal]).toEqual([3, []])
})
