import type { Address, Decision } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paymentCall } from '../calls/paymentCall.ts'
import { decisionOf, enactCall, found } from './fixtures.ts'
import { accountAt, type ChainHarness, type OpenHarness, send } from './harness.ts'

const ether = 10n ** 18n

/** What every ChainClient must know of slots, and of blocks, by their number (A17, A74). */
export const acceptSpentSlots = (name: string, open: OpenHarness): void => {
  describe(`${name}, slots`, () => {
    let harness: ChainHarness
    beforeAll(async () => {
      harness = await open(0)
    }, 120_000)
    afterAll(() => harness.close())
    const person = (i: number): Address => accountAt(harness, i).address

    it('A74 names the block that stands at a height, and none above the head', async () => {
      const client = harness.connect()
      await harness.mine(2)
      const { number, hash, finalized } = await client.head()
      expect(await client.blockHash(number)).toBe(hash)
      expect(await client.blockHash(finalized.number)).toBe(finalized.hash)
      expect(await client.blockHash(number + 1_000n)).toBeNull()
    })

    it('A17 says which slots are spent, as of a block', async () => {
      const client = harness.connect()
      const founded = await found(harness, client, ether)
      const { number: before, timestamp: at } = await client.head()
      const [done, failing, other] = [1n, 2n * ether, 1n].map((amount) =>
        decisionOf(founded.founder, [paymentCall({ to: person(7), amount })], at),
      ) as [Decision, Decision, Decision]
      await send(harness, client, person(5), await enactCall(harness, founded, [done, failing]))
      await harness.mine(1)
      const { dao } = founded
      const slots = [other, done, failing].map(({ slot }) => slot)
      const { number: block } = await client.head()
      expect(await client.spentSlots({ dao, slots, block })).toEqual([done.slot])
      expect(await client.spentSlots({ dao, slots, block: before })).toEqual([])
      expect(await client.spentSlots({ dao, slots: [], block })).toEqual([])
      await expect(client.spentSlots({ dao: person(7), slots, block })).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
    })
  })
}
