import { type Address, type ChainEvent, zeroAddress } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeClaimIncome } from '../actions/claimIncome.ts'
import { encodeDistributeIncome } from '../actions/distributeIncome.ts'
import { encodeRagequit } from '../actions/ragequit.ts'
import { inboxImplementationOf, predictInboxAddress } from '../calls/predictInboxAddress.ts'
import type { ChainClient } from '../client/ports.ts'
import { readAll } from './acceptChainClient.ts'
import { found } from './fixtures.ts'
import { accountAt, type OpenHarness, type RefusingHarness, send } from './harness.ts'

const facts = (events: readonly ChainEvent[]) => events.map((event) => event.fact)

/** What every ChainClient must do with income (A16). */
export const acceptIncome = (name: string, open: OpenHarness<RefusingHarness>): void => {
  describe(`${name}, income`, () => {
    let harness: RefusingHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())
    const person = (i: number): Address => accountAt(harness, i).address
    const act = async (from: Address, call: Parameters<typeof send>[3]): Promise<void> => {
      const hash = await send(harness, client, from, call)
      await harness.mine(1)
      expect(await client.receipt(hash)).toMatchObject({ ok: true })
    }
    /** Nobody's fees shall matter: changes of who sends nothing. */
    const changes = async (accounts: readonly Address[], work: () => Promise<void>): Promise<readonly bigint[]> => {
      const before = await Promise.all(accounts.map((account) => client.balance(account)))
      await work()
      return Promise.all(accounts.map(async (account, i) => (await client.balance(account)) - (before[i] ?? 0n)))
    }
    const factory = (): Address => harness.profile.factory
    const distribute = (dao: Address) => encodeDistributeIncome({ factory: factory(), dao, token: zeroAddress })

    it('A16 income lies at an address known before the inbox is there, is split by shares, and the dust is the treasury’s', async () => {
      const { dao, genesis } = await found(harness, client)
      const inbox = predictInboxAddress(factory(), dao)
      expect(await client.codeHash(inboxImplementationOf(factory()))).not.toBeNull()
      expect(await client.codeHash(inboxImplementationOf(dao))).toBeNull()
      await act(person(5), { to: inbox, value: 1_000n, data: '0x' })
      expect(await client.balance(inbox)).toBe(1_000n)
      const accounts = genesis.members.map(({ account }) => account)
      const got = await changes([...accounts, dao, inbox], () => act(person(6), distribute(dao)))
      expect(got).toEqual([333n, 333n, 333n, 1n, -1_000n])
      expect(facts((await readAll(client, dao)).finalized).slice(1)).toEqual([
        { kind: 'distributed', token: zeroAddress, amount: 1_000n, toTreasury: 1n, toMembers: 999n },
      ])
      await expect(client.prepare({ from: person(6), ...distribute(dao) })).rejects.toMatchObject({
        code: 'TRANSACTION_REVERTED',
        meta: { error: 'Inbox_NothingToDistribute' },
      })
    })

    it('A16 C12 what an account does not take waits for it as a credit, is no income, and anybody pays it out to the account alone', async () => {
      const { dao } = await found(harness, client)
      const inbox = predictInboxAddress(factory(), dao)
      const credit = (recipient?: Address) =>
        encodeClaimIncome({ factory: factory(), dao, token: zeroAddress, account: person(1), recipient })
      await act(person(5), { to: inbox, value: 300n, data: '0x' })
      await harness.refuse(person(1), true)
      await act(person(6), distribute(dao))
      expect(await client.balance(inbox)).toBe(100n)
      for (const [call, error] of [
        [distribute(dao), 'Inbox_NothingToDistribute'],
        [credit(), 'Inbox_TransferFailed'],
        [credit(person(6)), 'Inbox_NotYours'],
      ] as const)
        await expect(client.prepare({ from: person(6), ...call })).rejects.toMatchObject({ meta: { error } })
      await harness.refuse(person(1), false)
      expect(await changes([person(1), inbox], () => act(person(6), credit()))).toEqual([100n, -100n])
      await expect(client.prepare({ from: person(6), ...credit() })).rejects.toMatchObject({ meta: { error: 'Inbox_NothingToClaim' } })
      expect(facts((await readAll(client, dao)).finalized).slice(1)).toEqual([
        { kind: 'credited', account: person(1), token: zeroAddress, amount: 100n },
        { kind: 'distributed', token: zeroAddress, amount: 300n, toTreasury: 0n, toMembers: 300n },
        { kind: 'claimed', account: person(1), token: zeroAddress, recipient: person(1), credit: 100n, paid: 100n },
      ])
    })

    it('A16 C16 an exit has the gas to distribute first: the leaver is paid as a member, then as a leaver', async () => {
      const { dao } = await found(harness, client, 600n)
      await act(person(5), { to: predictInboxAddress(factory(), dao), value: 900n, data: '0x' })
      const leave = encodeRagequit({ dao, shares: 100n, tokens: [zeroAddress], recipient: person(9) })
      expect(await changes([person(1), person(9), dao], () => act(person(2), leave))).toEqual([300n, 200n, -200n])
      expect(facts((await readAll(client, dao)).finalized).map(({ kind }) => kind)).toEqual(['founded', 'distributed', 'ragequit'])
    })
  })
}
