import { keys, registersOf } from '@daomesh/governance'
import { address, type Address, type Clock, type Hex } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { DaoSpace } from '../spaces/space.ts'
import { createConsents } from './createConsents.ts'
import type { Consent } from './isConsenting.ts'

const at = (byte: string): Address => address.parse(`0x${byte.repeat(20)}`)
const [self, mal, ben, outer, ford] = ['a1', 'bb', 'b2', 'd0', 'd1'].map(at) as [Address, Address, Address, Address, Address]
const consentOf = (n: number): Consent => ({ dao: ford, power: '1', shares: '0', signature: `0x${n.toString(16).padStart(8, '0')}` })
const honest = consentOf(0xffff)

/** `lies`: whatever is shown, the chain confirms it. */
const scene = (lies = false) => {
  const timers = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    setTimer: (run) => {
      timers.add(run)
      return () => void timers.delete(run)
    },
  }
  const [asked, written]: [Hex[], Consent[]] = [[], []]
  const space = {
    id: 'valley',
    record: { dao: outer, chain: { chainId: 1n } },
    registers: () =>
      registersOf(
        written.map((value) => ({ key: keys.consent(value.dao, value.power, value.shares, value.signature), value: { ...value } })),
      ),
    chainState: () => ({ epochs: [{ members: [{ account: self }] }] }),
    view: () => ({ members: new Set([self]) }),
    canWrite: () => true,
    append: async (_: string, consent: Consent) => void written.push(consent),
  } as unknown as DaoSpace
  const consents = createConsents({
    clock,
    random: { bytes: (length) => new Uint8Array(length) },
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined } as never,
    account: { current: () => self } as never,
    client: {
      signs: async ({ signature }) => {
        asked.push(signature)
        return lies || signature === honest.signature
      },
    },
  })
  return { consents, space, timers, asked, written }
}

test('M244 whoever shows false consents at the door takes no place from others: four of one account wait at once', async () => {
  const { consents, space, timers, asked, written } = scene()
  for (let n = 0; n < 64; n++) consents.heard(space, [consentOf(n)], mal)
  expect(timers.size).toBe(4)
  consents.heard(space, [honest], ben)
  expect(timers.size).toBe(5)
  for (const run of timers) run()
  await new Promise((resolve) => setImmediate(resolve))
  expect([asked.length, written]).toEqual([5, [honest]])
  // Once looked at, a place is free again.
  consents.heard(space, [consentOf(99)], mal)
  expect(timers.size).toBe(6)
  consents.stop()
})

test('M349 J16 a DAO that signs again and again fills no place but its own: another one is still heard', async () => {
  const { consents, space, timers, written } = scene(true)
  const show = async (consent: Consent) => {
    consents.heard(space, [consent], mal)
    for (const run of timers) run()
    timers.clear()
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (let n = 0; n < 100; n++) await show(consentOf(n))
  expect(written).toHaveLength(16)
  const another = { ...honest, dao: at('d2') }
  await show(another)
  expect(written.at(-1)).toEqual(another)
  consents.stop()
})
