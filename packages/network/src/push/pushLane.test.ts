import { expect, test } from 'vitest'
import type { Duplex } from '../ports/duplex.ts'
import { testDevice } from '../testing/memorySpace.ts'
import { createPushLane } from './pushLane.ts'
import { encodePush } from './pushFrame.ts'

const later = (turns: number, run: () => void): void => {
  if (turns === 0) run()
  else queueMicrotask(() => later(turns - 1, run))
}

/** A stream that takes every frame at once. */
const openTaking = () => {
  const taken: Uint8Array[] = []
  const stream: Duplex = {
    peer: testDevice().device,
    send: async (frame) => void taken.push(frame),
    receive: () => new Promise(() => undefined),
    close: async () => undefined,
    abort: () => undefined,
  }
  return { stream, taken }
}

test.each(Array.from({ length: 10 }, (_, turns) => turns))(
  'V8 what is said %i turns after a frame was handed over leaves too, and does not wait for the next message',
  async (turns) => {
    const { stream, taken } = openTaking()
    const lane = createPushLane(
      async () => stream,
      encodePush,
      (error) => expect(error).toBeNull(),
    )
    const say = (text: string): void => {
      lane.put({ topic: '00'.repeat(32), bytes: new TextEncoder().encode(text) })
      lane.send()
    }
    say('first')
    later(turns, () => say('second'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(taken.map((frame) => new TextDecoder().decode(frame)).join()).toContain('second')
    lane.end()
  },
)
