import { address, type SigningRequest } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createRequestQueue } from './requestQueue.ts'

const account = address.parse(`0x${'11'.repeat(20)}`)
const request: SigningRequest = {
  type: 'transaction',
  transaction: { chainId: 1, nonce: 0, to: account, value: 1n, data: '0x', gas: 1n, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n },
  context: { title: '', lines: [] },
}

/** A clock that stands still until it is moved. */
const handClock = () => {
  let now = 0
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    setTimer: (run: () => void, milliseconds: number) => {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (milliseconds: number) => {
      now += milliseconds
      for (const timer of timers) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.run()
      }
    },
    waiting: () => timers.size,
  }
}

test('Q3: what nobody answers within thirty minutes is refused, and cannot be approved afterwards', async () => {
  const clock = handClock()
  const queue = createRequestQueue({ clock, changed: () => undefined })
  const { queued, answer } = queue.add(account, request)
  const refused = answer.catch((error: unknown) => error)
  clock.advance(30 * 60_000 - 1)
  expect(queue.list()).toHaveLength(1)
  clock.advance(1)
  expect(await refused).toMatchObject({ code: 'SIGNING_REFUSED', meta: { reason: 'nobody answered in time' } })
  await expect(queue.approve(queued.id, () => Promise.resolve('0x'))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('Q3: an answered request leaves no timer behind', async () => {
  const clock = handClock()
  const queue = createRequestQueue({ clock, changed: () => undefined })
  const { queued, answer } = queue.add(account, request)
  expect(clock.waiting()).toBe(1)
  await queue.approve(queued.id, () => Promise.resolve('0xab'))
  expect(await answer).toBe('0xab')
  expect(clock.waiting()).toBe(0)
})

test('Q3: a number that somebody read before the signer began anew answers no other request', async () => {
  const clock = handClock()
  clock.advance(1_700_000_000_000)
  const first = createRequestQueue({ clock, changed: () => undefined })
  const asked = first.add(account, request)
  first.declineAll('gone')
  await asked.answer.catch(() => undefined)
  clock.advance(2_000)
  const second = createRequestQueue({ clock, changed: () => undefined })
  const other = second.add(account, request)
  await expect(second.approve(asked.queued.id, () => Promise.resolve('0x00'))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await second.approve(other.queued.id, () => Promise.resolve('0x00'))
  expect(await other.answer).toBe('0x00')
})
