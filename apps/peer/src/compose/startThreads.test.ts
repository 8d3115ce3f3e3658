import type { PeerChange } from '@daomesh/network'
import type { DeviceId } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { startThreads } from './startThreads.ts'

const scene = () => {
  const timers = new Set<() => void>()
  const listeners = new Set<(change: PeerChange) => void>()
  let starts = 0
  const end = startThreads({
    threads: { start: () => void starts++ },
    network: {
      peers: () => [],
      onPeer: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    clock: {
      setTimer: (run) => {
        timers.add(run)
        return () => void timers.delete(run)
      },
    },
  })
  const device = 'aa'.repeat(32) as DeviceId
  return {
    meet: (type: PeerChange['type']) => listeners.forEach((listener) => listener({ type, device })),
    pass: () => timers.forEach((run) => run()),
    waits: () => timers.size + listeners.size,
    starts: () => starts,
    end,
  }
}

it('H9 the threads that check entries start once: with the first peer, or when the start is over', () => {
  const met = scene()
  met.meet('disconnect')
  expect(met.starts()).toBe(0)
  met.meet('connect')
  met.meet('connect')
  met.pass()
  expect([met.starts(), met.waits()]).toEqual([1, 0])
  const alone = scene()
  alone.pass()
  alone.meet('connect')
  expect([alone.starts(), alone.waits()]).toEqual([1, 0])
  const ended = scene()
  ended.end()
  ended.pass()
  ended.meet('connect')
  expect([ended.starts(), ended.waits()]).toEqual([0, 0])
})
