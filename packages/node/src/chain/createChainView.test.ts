import type { ChainHead } from '@daomesh/chain'
import { bytes32, type Clock } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { ChainAdapter } from '../adapters.ts'
import { createChainView } from './createChainView.ts'

const day = 86_400
const truth = 1_800_000_000

const headAt = (timestamp: number): ChainHead => {
  const block = { number: BigInt(timestamp), hash: bytes32.parse(`0x${timestamp.toString(16).padStart(64, '0')}`) }
  return { ...block, timestamp, finalized: block }
}

/** A node whose clock says `seconds`, and never asks its endpoint anything. */
const viewAt = (seconds: number, sandbox = false) => {
  let now = seconds * 1000
  const clock: Clock = { now: () => now, setTimer: () => () => undefined }
  const client = new Proxy({} as ChainAdapter['client'], {
    get: (_, name) => {
      throw new RangeError(`nothing is asked here: ${String(name)}`)
    },
  })
  const chain: ChainAdapter = { name: 'test', rpcUrl: null, sandbox, client }
  const view = createChainView({ chain, clock, changes: { mark: () => undefined } as never })
  return { view, pass: (more: number) => void (now += more * 1000) }
}

test.each([3 * day, -3 * day])(
  'D6 a clock that is %d seconds wrong decides no deadline: the chain’s time does, and goes on between blocks',
  (skew) => {
    const { view, pass } = viewAt(truth + skew)
    view.onHead(headAt(truth))
    expect(view.now()).toBe(truth)
    pass(90)
    expect(view.now()).toBe(truth + 90)
    view.onHead(headAt(truth + 96))
    expect(view.now()).toBe(truth + 96)
  },
)

test('D6 a clock that is put back stops the present, and does not turn it round', () => {
  const { view, pass } = viewAt(truth)
  view.onHead(headAt(truth))
  pass(-600)
  expect(view.now()).toBe(truth)
})

test('before the first head, and in a sandbox that makes no blocks while nobody sends, the own clock says what time it is', () => {
  const { view } = viewAt(truth)
  expect(view.now()).toBe(truth)
  const still = viewAt(truth, true).view
  still.onHead(headAt(truth - day))
  expect(still.now()).toBe(truth)
  still.onHead(headAt(truth + day))
  expect(still.now()).toBe(truth + day)
})
