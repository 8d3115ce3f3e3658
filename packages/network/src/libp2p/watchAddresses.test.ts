import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { type AddressChange, watchAddresses } from './watchAddresses.ts'

test('L3 an address that comes or goes is told once, and nothing after the end', async () => {
  const clock = createVirtualClock()
  const told: AddressChange[] = []
  let addresses = ['10.0.0.2', 'fd00::2']
  const end = watchAddresses({ clock, read: () => addresses, onChange: (change) => told.push(change) })
  await clock.advance(10_000)
  expect(told).toEqual([])
  addresses = ['fd00::2']
  await clock.advance(10_000)
  expect(told).toEqual([{ lost: ['10.0.0.2'], gained: [] }])
  addresses = ['10.0.0.3', 'fd00::2']
  await clock.advance(2_000)
  expect(told.slice(1)).toEqual([{ lost: [], gained: ['10.0.0.3'] }])
  end()
  addresses = []
  await clock.advance(10_000)
  expect(told).toHaveLength(2)
})
