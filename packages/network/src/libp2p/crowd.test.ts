import { afterEach, expect, test } from 'vitest'
import { systemClock } from '@daomesh/protocol/system'
import { testDevice } from '../testing/memorySpace.ts'
import { until } from '../testing/until.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()))
})

const start = async (strangers?: number) => {
  const device = testDevice()
  const network = await createLibp2pNetwork({
    deviceKey: device,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    clock: systemClock,
    ...(strangers !== undefined && { strangers }),
  })
  await network.start()
  running.push(() => network.stop())
  return { device: device.device, network }
}

test('T10 N8 strangers fill the places that are theirs: one more stays out, a member comes in, and a place that is free again is taken', async () => {
  const ann = await start(3)
  const address = ann.network.addresses()[0] ?? ''
  const connected = () => ann.network.peers().map(({ device }) => device)
  const strangers = await Promise.all(Array.from({ length: 3 }, () => start()))
  for (const { network } of strangers) await network.dial(address)
  await until('the places are full', () => connected().length === 3)
  const [late, member] = [await start(), await start()]
  await late.network.dial(address).catch(() => undefined)
  ann.network.prefer(member.device)
  await member.network.dial(address)
  await until('the member is in', () => connected().includes(member.device))
  await until('the late one is out', () => late.network.peers().length === 0)
  expect(connected().toSorted()).toEqual([...strangers.map(({ device }) => device), member.device].toSorted())
  await strangers[0]?.network.setOnline(false)
  await until('a place is free', () => connected().length === 3)
  await late.network.dial(address)
  await until('the late one is in', () => connected().includes(late.device))
})
