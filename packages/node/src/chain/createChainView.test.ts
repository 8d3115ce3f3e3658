import type { ChainHead } from '@daomesh/chain'
import { address, type Address, bytes32, type Clock, DaomeshError } from '@daomesh/protocol'
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
  const view = createChainView({ chain, clock, changes: { mark: () => undefined } as never, logger: { info: () => undefined } })
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

test('M426 D6 a block of more than an hour later than this clock is ahead, except in a sandbox; one that is late never is', () => {
  for (const [sandbox, lead, ahead] of [
    [false, 3_600, false],
    [false, 3_601, true],
    [false, -30 * day, false],
    [true, 30 * day, false],
  ] as const) {
    const { view } = viewAt(truth, sandbox)
    expect(view.isAhead()).toBe(false)
    view.onHead(headAt(truth + lead))
    expect([sandbox, lead, view.isAhead()]).toEqual([sandbox, lead, ahead])
  }
})

test('M422 X2 a denial is one from the second time in a row on, is taken back by facts alone, and is no silence of the endpoint', () => {
  const { view } = viewAt(truth)
  const [mill, hill] = ['0x'.padEnd(42, 'a'), '0x'.padEnd(42, 'b')].map((one) => address.parse(one)) as [Address, Address]
  const denied = new DaomeshError('CHAIN_EVENTS_DIFFER')
  view.onHead(headAt(truth))
  const said = () => [view.state(), view.contradicts(mill), view.contradicts(hill)]
  view.onFailure(denied, mill)
  expect(said()).toEqual(['online', false, false])
  view.onFailure(denied, mill)
  expect(said()).toEqual(['contradicts', true, false])
  // Its head, and what it tells of another DAO, take nothing of that back.
  view.onHead(headAt(truth + 12))
  view.onHead(headAt(truth + 24), hill)
  expect(said()).toEqual(['contradicts', true, false])
  view.onFailure(new DaomeshError('CHAIN_UNREACHABLE'), mill)
  expect(said()).toEqual(['offline', true, false])
  view.onHead(headAt(truth + 24), mill)
  expect(said()).toEqual(['online', false, false])
  for (let i = 0; i < 2; i++) view.onFailure(denied, hill)
  view.unwatch(hill)
  expect(said()).toEqual(['online', false, false])
})
