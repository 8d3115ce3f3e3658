import { keys, keysOf, registersOf } from '@daomesh/governance'
import { address, type DeviceId, type KeyId, type ViewFact, type ViewId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { keepsItsAnswer } from '../fixtures/keepsItsAnswer.ts'
import { createKeyOrder } from './createKeyOrder.ts'

const ada = address.parse(`0x${'a'.repeat(40)}`)
const seal = (key: string, view: string, entry: string, depth: number) => ({
  key: `${keys.seals}${view}/${key}/${entry}`,
  value: {
    keyId: key as KeyId,
    by: ada,
    depth,
    boxes: [{ device: entry as DeviceId, box: new Uint8Array() }],
    previous: null,
  },
})

test('S9 says what keysOf says after every seal, every withdrawal and every view that became known, and the same list while nothing changed', () => {
  const all = [seal('one', 'v0', 'a', 1), seal('two', 'v0', 'b', 2), seal('three', 'v1', 'c', 1), seal('one', 'v1', 'd', 9)]
  const known = new Map([['v0', 0]])
  const views = {
    lookup: (view: ViewId): ViewFact | undefined => {
      const index = known.get(view)
      return index === undefined ? undefined : { view, index, members: null }
    },
    current: () => ({ view: 'v0' as ViewId, index: 0, members: null }),
  }
  let registers = registersOf(all.slice(0, 1))
  const order = createKeyOrder(() => registers, views)
  const look = () => {
    expect(order()).toEqual(keysOf(registers, (view) => known.get(view)))
    return order()
  }
  const steps = [
    () => (registers = registersOf(all.slice(0, 2))),
    () => (registers = registersOf(all)),
    () => known.set('v1', 1),
    () => (registers = registersOf(all.slice(1))),
  ]
  keepsItsAnswer(look, steps)
})

test('J24 N4 who seals keys again and again, each to as many as a record holds, costs every further one what it holds itself', () => {
  let read = 0
  const rows = Array.from({ length: 300 }, (_, n) => {
    const { key, value } = seal(n % 2 === 0 ? 'one' : `key ${n}`, 'v0', `entry ${n}`, n)
    const boxes = Array.from({ length: 256 }, (__, i) => ({ device: `${n % 7} ${i}` as DeviceId, box: new Uint8Array() }))
    const counted = { ...value }
    const get = () => {
      read += 1
      return boxes
    }
    Object.defineProperty(counted, 'boxes', { enumerable: true, get })
    return { key, value: counted }
  })
  const views = {
    lookup: () => ({ view: 'v0' as ViewId, index: 0, members: null }),
    current: () => ({ view: 'v0' as ViewId, index: 0, members: null }),
  }
  let registers = registersOf([])
  const order = createKeyOrder(() => registers, views)
  for (let n = 1; n <= rows.length; n++) {
    registers = registersOf(rows.slice(0, n))
    order()
  }
  expect(read).toBe(rows.length)
  expect(order()).toEqual(keysOf(registers, () => 0))
})
