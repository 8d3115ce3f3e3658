import { type BondAction, type BondFact, zeroAddress } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeBond } from '../bonds/encodeBond.ts'
import { bondsAddress } from '../calls/factoryAddress.ts'
import type { ChainClient } from '../client/ports.ts'
import { accountAt, type OpenHarness, type RefusingHarness, send, type TimedHarness } from './harness.ts'

const bonds = bondsAddress()
const week = 7 * 86_400

/** Market bonds on a chain of either kind: what they do (A51), and that what is not final may vanish (A52). */
export const acceptBonds = (name: string, open: OpenHarness<RefusingHarness & TimedHarness>): void => {
  describe(`${name}, market bonds`, () => {
    let harness: RefusingHarness & TimedHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())

    const act = async (from: number, action: BondAction): Promise<void> => {
      await send(harness, client, accountAt(harness, from).address, encodeBond(bonds, action))
      await harness.mine(1)
    }
    const attempt = async (from: number, action: BondAction, to = bonds): Promise<string> => {
      const [outcome] = await client.simulate({ from: accountAt(harness, from).address, calls: [encodeBond(to, action)] })
      return outcome === undefined || outcome.ok ? 'done' : [outcome.error, ...outcome.args].join(' ').toLowerCase()
    }
    const told = async (): Promise<readonly BondFact[]> => (await client.bondFacts({ bonds, from: null })).finalized.map(({ fact }) => fact)

    it('A51 an account bonds, adds, gives notice, stays, leaves after seven days and has all of it back', async () => {
      const ada = accountAt(harness, 0).address
      const before = await client.balance(bonds)
      await act(0, { kind: 'bond', amount: 5n })
      await act(0, { kind: 'bond', amount: 2n })
      await act(0, { kind: 'unbond' })
      await act(0, { kind: 'bond', amount: 0n })
      await act(0, { kind: 'unbond' })
      expect(await client.balance(bonds)).toBe(before + 7n)
      await harness.pass(week)
      const other = accountAt(harness, 8).address
      const had = await client.balance(other)
      await act(0, { kind: 'withdraw', recipient: other })
      expect([await client.balance(bonds), await client.balance(other)]).toEqual([before, had + 7n])
      const facts = (await told()).filter(({ account }) => account === ada)
      expect(facts.map((fact) => ({ ...fact, leavesAt: 0 }))).toEqual([
        { kind: 'bonded', account: ada, added: 5n, amount: 5n, leavesAt: 0 },
        { kind: 'bonded', account: ada, added: 2n, amount: 7n, leavesAt: 0 },
        { kind: 'unbonded', account: ada, amount: 7n, leavesAt: 0 },
        { kind: 'bonded', account: ada, added: 0n, amount: 7n, leavesAt: 0 },
        { kind: 'unbonded', account: ada, amount: 7n, leavesAt: 0 },
        { kind: 'withdrawn', account: ada, recipient: other, amount: 7n, leavesAt: 0 },
      ])
      const events = (await client.bondFacts({ bonds, from: null })).finalized
      for (const { at, fact } of events) if (fact.kind === 'unbonded') expect(fact.leavesAt).toBe(at / 1000 + week)
    })

    it('A51 refuses by the same names whatever is out of turn, and what a recipient refuses stays', async () => {
      const ben = accountAt(harness, 1).address
      expect(await attempt(1, { kind: 'bond', amount: 0n })).toBe('bonds_nothing')
      expect(await attempt(1, { kind: 'unbond' })).toBe(`bonds_notbonded ${ben}`)
      expect(await attempt(1, { kind: 'withdraw', recipient: zeroAddress })).toBe(`bonds_notleaving ${ben}`)
      const [plain] = await client.simulate({ from: ben, calls: [{ to: bonds, value: 1n, data: '0x' }] })
      expect(plain).toMatchObject({ ok: false })
      await act(1, { kind: 'bond', amount: 3n })
      expect(await attempt(1, { kind: 'withdraw', recipient: zeroAddress })).toBe(`bonds_notleaving ${ben}`)
      await act(1, { kind: 'unbond' })
      const leaving = (await told()).at(-1)
      const leavesAt = leaving?.kind === 'unbonded' ? leaving.leavesAt : 0
      expect(await attempt(1, { kind: 'unbond' })).toBe(`bonds_leaving ${leavesAt}`)
      expect(await attempt(1, { kind: 'withdraw', recipient: zeroAddress })).toBe(`bonds_tooearly ${leavesAt}`)
      await harness.pass(week)
      const refusing = accountAt(harness, 9).address
      await harness.refuse(refusing, true)
      expect(await attempt(1, { kind: 'withdraw', recipient: refusing })).toBe(`bonds_transferfailed ${refusing}`)
      expect(await attempt(1, { kind: 'withdraw', recipient: bonds })).toBe(`bonds_transferfailed ${bonds}`)
      await harness.refuse(refusing, false)
      await act(1, { kind: 'withdraw', recipient: zeroAddress })
      expect(await attempt(1, { kind: 'unbond' })).toBe(`bonds_notbonded ${ben}`)
      expect(await client.balance(bonds)).toBe(0n)
    })
  })

  describe(`${name}, market bonds that are not final`, () => {
    let harness: RefusingHarness & TimedHarness
    beforeAll(async () => {
      harness = await open(2)
    }, 120_000)
    afterAll(() => harness.close())

    it('A52 A4 X1 a bond stands apart until it is final, is gone when its block is, and comes once along the cursors', async () => {
      const client = harness.connect()
      const ada = accountAt(harness, 0).address
      const { cursor } = await client.bondFacts({ bonds, from: null })
      await send(harness, client, ada, encodeBond(bonds, { kind: 'bond', amount: 5n }))
      await harness.mine(1)
      const loose = await client.bondFacts({ bonds, from: cursor })
      expect([loose.finalized, loose.unfinalized.map(({ fact }) => fact.kind)]).toEqual([[], ['bonded']])
      await harness.reorganise(1)
      const gone = await client.bondFacts({ bonds, from: loose.cursor })
      expect([gone.finalized, gone.unfinalized]).toEqual([[], []])
      await send(harness, client, ada, encodeBond(bonds, { kind: 'bond', amount: 6n }))
      await harness.mine(3)
      const final = await client.bondFacts({ bonds, from: gone.cursor })
      expect(final.finalized.map(({ fact }) => fact)).toEqual([{ kind: 'bonded', account: ada, added: 6n, amount: 6n }])
      const [first] = final.finalized
      expect(first?.block).toBeLessThanOrEqual(final.cursor?.number ?? 0n)
      expect((await client.bondFacts({ bonds, from: final.cursor })).finalized).toEqual([])
    })
  })
}
