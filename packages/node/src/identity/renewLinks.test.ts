import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@daomesh/testing'
import { DaomeshError, type Hex } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { MetaStore, SignerState } from '../ports.ts'
import { createDeviceLinks } from './createDeviceLinks.ts'
import { renewLinks } from './renewLinks.ts'

const day = 24 * 3_600_000
const chainId = 31_337n
const [holder] = devnetAccounts(1)
if (holder === undefined) throw new RangeError('a sandbox has accounts')

const memoryMeta = (): MetaStore => {
  const rows = new Map<string, Uint8Array>()
  return {
    get: (key) => rows.get(key),
    set: (key, value) => void rows.set(key, value),
    setAll: (all) => all.forEach(([key, value]) => void (value === null ? rows.delete(key) : rows.set(key, value))),
    delete: (key) => void rows.delete(key),
    list: (prefix) => [...rows].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value })),
  }
}

/** One home over its life: its signer answers what `say` says, and the same rows are opened by each start. */
const openHome = (clock: VirtualClock) => {
  const meta = memoryMeta()
  const devnet = createDevnetSigner([holder])
  const listeners = new Set<() => void>()
  let state: SignerState['state'] = 'ready'
  let say: 'yes' | 'no' = 'yes'
  let asked = 0
  const signer = {
    accounts: devnet.accounts,
    sign: (...request: Parameters<typeof devnet.sign>): Promise<Hex> => {
      asked += 1
      return say === 'yes' && state === 'ready' ? devnet.sign(...request) : Promise.reject(new DaomeshError('SIGNING_REFUSED'))
    },
    state: () => ({ state, accounts: [holder.address], page: null, pending: 0 }),
    open: () => Promise.resolve(null),
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const logger = { info: () => undefined, warn: () => undefined }
  const links = createDeviceLinks({
    meta,
    signer,
    deviceKey: deviceKeyFromSeed(new Uint8Array(32).fill(7)),
    random: createSeededRandom('links'),
    clock,
    verifier: nativeVerifier(),
  })
  return {
    links,
    asked: () => asked,
    answer: (word: 'yes' | 'no') => void (say = word),
    become: (next: SignerState['state']) => {
      state = next
      for (const listener of listeners) listener()
    },
    start: () => renewLinks({ links, account: { current: () => holder.address }, signer, clock, logger, chains: () => [chainId, chainId] }),
  }
}
const endOf = ({ links }: ReturnType<typeof openHome>) => links.known(chainId, holder.address)?.link.notAfter ?? 0n
const seconds = (clock: VirtualClock, milliseconds: number) => BigInt(Math.floor((clock.now() + milliseconds) / 1000))

test('H6 a link lasts a year and is asked for anew from 30 days before its end, once', async () => {
  const clock = createVirtualClock()
  const home = openHome(clock)
  const first = await home.links.of(chainId, holder.address)
  expect(first.link.notAfter).toBe(seconds(clock, 365 * day))
  const stop = home.start()
  await clock.advance(334 * day)
  expect(home.asked()).toBe(1)
  expect(await home.links.of(chainId, holder.address)).toEqual(first)
  await clock.advance(2 * day)
  expect(home.asked()).toBe(2)
  expect(endOf(home)).toBeGreaterThan(seconds(clock, 363 * day))
  expect(await home.links.of(chainId, holder.address)).not.toEqual(first)
  await clock.advance(300 * day)
  expect(home.asked()).toBe(2)
  await clock.advance(10 * 365 * day)
  expect(endOf(home)).toBeGreaterThan(seconds(clock, 0))
  stop()
  const before = home.asked()
  await clock.advance(400 * day)
  expect(home.asked()).toBe(before)
})

test('H6 a no is asked again the next day and costs nothing before the end; an unlocked signer is asked at once', async () => {
  const clock = createVirtualClock()
  const home = openHome(clock)
  const first = await home.links.of(chainId, holder.address)
  home.answer('no')
  const stop = home.start()
  await clock.advance(338 * day)
  expect(home.asked()).toBe(1 + 3)
  expect(home.links.known(chainId, holder.address)).toEqual(first)
  home.answer('yes')
  home.become('locked')
  expect(home.asked()).toBe(1 + 3)
  home.become('ready')
  await clock.advance(0)
  expect(home.asked()).toBe(1 + 4)
  expect(endOf(home)).toBeGreaterThan(first.link.notAfter)
  stop()
})

test('H6 a home that slept for two years asks at its start, and still opens logs with the old link meanwhile', async () => {
  const clock = createVirtualClock()
  const home = openHome(clock)
  const first = await home.links.of(chainId, holder.address)
  await clock.advance(730 * day)
  home.answer('no')
  const stop = home.start()
  await clock.advance(0)
  expect(await home.links.of(chainId, holder.address)).toEqual(first)
  home.answer('yes')
  await clock.advance(day)
  expect(endOf(home)).toBeGreaterThan(seconds(clock, 363 * day))
  stop()
})
