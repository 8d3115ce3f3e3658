import { type ChainState, foldFacts } from '@daomesh/governance'
import { type Address, address, bytes32, decode, encode, openSealedKey, toRecord } from '@daomesh/protocol'
import { createLinkedDevice, createVirtualClock, realVerifier } from '@daomesh/testing'
import { expect, test } from 'vitest'
import { genesisOf, memoryChain, people } from '../fixtures/home.ts'
import { createCounter } from './createCounter.ts'

const quote = bytes32.parse(`0x${'a0'.repeat(32)}`)
const key = new Uint8Array(32).fill(7)
const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)

/** A seller's counter, with a work that these bought in this order; of DAOs among them the members are known to the chain. */
const counterOf = (readers: readonly Address[], daos: ReadonlyMap<Address, ChainState>) => {
  const clock = createVirtualClock()
  let reads = 0
  let handle: (stream: unknown) => Promise<void> = async () => undefined
  const parameters = {
    adapters: {
      network: { handle: (_protocol: string, take: typeof handle) => void (handle = take) },
      clock,
      verifier: realVerifier(),
      chain: { client: { profile: memoryChain.profile } },
      random: { bytes: (length: number) => new Uint8Array(length).fill(9) },
      logger: { debug: () => undefined },
      deviceKey: {},
    },
    market: {
      rosters: {
        read: async (dao: Address) => {
          reads += 1
          return daos.get(dao) ?? null
        },
        inRoster: async (dao: Address, account: Address) => daos.get(dao)?.genesis.members.some((one) => one.account === account) ?? null,
      },
    },
    sales: {
      look: async () => ({ final: new Map([[quote, readers.map((reader) => ({ reader }))]]) }),
      keyOf: () => ({ key }),
    },
  } as unknown as Parameters<typeof createCounter>[0]
  createCounter(parameters)
  const ask = async (frame: Uint8Array): Promise<{ readonly box: Uint8Array | null }> => {
    let answer = new Uint8Array()
    const send = async (bytes: Uint8Array): Promise<void> => void (answer = bytes.slice())
    await handle({ peer: 'p', receive: async () => frame, send, close: async () => undefined, abort: () => undefined })
    return decode(answer) as { readonly box: Uint8Array | null }
  }
  return { ask, clock, reads: () => reads }
}
const member = await createLinkedDevice(0, memoryChain.profile.identity.chainId, 2_000_000_000)
const frame = encode(toRecord({ v: 1, ask: 'key', quote, link: member.link, signature: member.linkSignature }))
const genesis = genesisOf(people.slice(0, 2))
const state = foldFacts(genesis, [{ kind: 'founded', genesis }])

test('M340 the members of a DAO are given the key of what it bought, however many bought before it', async () => {
  const dao = at(0xda)
  const readers = [...Array.from({ length: 300 }, (_, n) => at(0x1000 + n)), dao]
  const { ask, clock, reads } = counterOf(readers, new Map([[dao, state]]))
  let seconds = 0
  let box: Uint8Array | null = null
  for (; box === null && seconds < 600; seconds += 5) {
    ;({ box } = await ask(frame))
    await clock.advance(5_000)
  }
  expect(openSealedKey(box ?? new Uint8Array(), member.deviceKey.exchangeSecret)).toEqual(key)
  // Whoever asks costs the endpoint no more than one question a second, after the first ones.
  expect(reads()).toBeLessThanOrEqual(64 + seconds + 1)
  // From then on it is known, and who has no seat there is refused.
  const before = reads()
  expect((await ask(frame)).box).not.toBeNull()
  expect(reads() - before).toBe(1)
  const stranger = await createLinkedDevice(4, memoryChain.profile.identity.chainId, 2_000_000_000)
  const other = encode(toRecord({ v: 1, ask: 'key', quote, link: stranger.link, signature: stranger.linkSignature }))
  expect((await ask(other)).box).toBeNull()
})
