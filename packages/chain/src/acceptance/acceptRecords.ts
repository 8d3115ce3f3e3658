import {
  address,
  type Address,
  type BallotSheet,
  type ChainEvent,
  daomeshDomain,
  type Decision,
  decisionIdOf,
  hashTypedData,
  type Hex,
  type RecordedBallot,
  type Rules,
  type SignedSheet,
  supports,
} from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeChallenge, encodeExecuteRecorded, encodeRecord } from '../actions/record.ts'
import { encodeRevoke } from '../actions/revokeBallots.ts'
import { decodeRecord } from '../calls/decodeRecord.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { setRulesCall } from '../calls/setRulesCall.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'
import { readAll } from './acceptChainClient.ts'
import { decisionOf, enactCall, found, signSheet } from './fixtures.ts'
import { accountAt, type OpenHarness, send, type TimedHarness } from './harness.ts'

const { for: yes, against: no, abstain } = supports
const facts = (events: readonly ChainEvent[]) => events.map((event) => event.fact)
const [window, voting] = [600, 3_600]
const payee = address.parse(`0x${'d0'.repeat(20)}`)

/** What every ChainClient must do with the recorded path (A19). */
export const acceptRecords = (name: string, open: OpenHarness<TimedHarness>): void => {
  describe(`${name}, records`, () => {
    let harness: TimedHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())
    const person = (i: number): Address => accountAt(harness, i).address
    const now = async () => (await client.head()).timestamp
    const chainId = (): bigint => harness.profile.identity.chainId
    const act = async (from: Address, call: ChainCall): Promise<Hex> => {
      const hash = await send(harness, client, from, call)
      await harness.mine(1)
      expect(await client.receipt(hash)).toMatchObject({ ok: true })
      return hash
    }
    const refuses = (from: Address, call: ChainCall, error: string) =>
      expect(client.prepare({ from, ...call })).rejects.toMatchObject({ code: 'TRANSACTION_REVERTED', meta: { error } })

    /** Three members of one vote each; what passes with a For and an Abstain is not decisive. */
    const open_ = async (rules: Partial<Rules> = {}) => {
      const founded = await found(harness, client, 1_000n, { challengeWindow: window, votingPeriod: voting, ...rules })
      const { dao, genesis } = founded
      const records = await client.records()
      const seatOf = (i: number): number => genesis.members.findIndex(({ account }) => account === person(i))
      const decide = async (amount: bigint): Promise<Decision> =>
        decisionOf(founded.founder, [paymentCall({ to: payee, amount })], await now())
      const sheetOf = (i: number, revision: bigint, choices: readonly (readonly [Decision, number, bigint?])[]) =>
        signSheet(harness, dao, {
          member: person(i),
          revision,
          choices: choices.map(([decision, support, votes = 0n]) => ({ decision: decisionIdOf(chainId(), dao, decision), support, votes })),
        })
      const told = (i: number, sheet: BallotSheet, support: number | null, votes = 0): RecordedBallot => {
        const { member, revision, choices } = sheet
        const digest = hashTypedData(daomeshDomain(chainId(), dao), 'BallotSheet', { member, revision, choices }).slice(0, 10) as Hex
        return { seat: seatOf(i), support, votes, revision, digest }
      }
      const base = { chainId: chainId(), records, dao, cited: genesis.members }
      return {
        founded,
        dao,
        decide,
        sheetOf,
        told,
        bit: (i: number) => 1n << BigInt(seatOf(i)),
        idOf: (decision: Decision) => decisionIdOf(chainId(), dao, decision),
        record: (decision: Decision, ...sheets: SignedSheet[]) => encodeRecord({ ...base, decision, sheets }),
        challenge: (decision: Decision, ...sheets: SignedSheet[]) => encodeChallenge({ ...base, decision, sheets }),
        execute: (decision: Decision) => encodeExecuteRecorded({ records, dao, decision }),
        last: async () => facts((await readAll(client, dao)).finalized).at(-1),
        kinds: async () => facts((await readAll(client, dao)).finalized).map(({ kind }) => kind),
      }
    }
    const at = async (hash: Hex) => {
      const receipt = await client.receipt(hash)
      expect(receipt?.ok).toBe(true)
      return now()
    }

    it('A19 G1 G13 records after the close, takes what was left out while the window is open, and executes what then passes', async () => {
      const scene = await open_()
      const decision = await scene.decide(40n)
      const [a, b, c] = [
        await scene.sheetOf(0, 1n, [[decision, yes]]),
        await scene.sheetOf(1, 1n, [[decision, abstain]]),
        await scene.sheetOf(2, 1n, [[decision, no]]),
      ]
      await refuses(person(5), scene.record(decision, a, b), 'Records_NotClosed')
      await refuses(person(5), scene.challenge(decision, a), 'Records_NotRecorded')
      await harness.pass(voting + 1)
      await refuses(person(5), scene.record(decision, a, b, c), 'Records_NotPassing')
      const hash = await act(person(5), scene.record(decision, a, b))
      const start = await at(hash)
      const first = {
        rosterEpoch: 0,
        rulesEpoch: 0,
        start,
        windowEnd: start + window,
        passes: true,
        against: 0n,
        for: scene.bit(0),
        abstain: scene.bit(1),
        ballots: [scene.told(0, a, yes), scene.told(1, b, abstain)].toSorted((x, y) => x.seat - y.seat),
      }
      expect(await scene.last()).toEqual({ kind: 'recorded', decision: scene.idOf(decision), record: first, transaction: hash })
      const mined = await client.minedCall(hash)
      const read = decodeRecord({ chainId: chainId(), citedBy: () => scene.founded.genesis.members, data: mined?.data ?? '0x' })
      expect(read).toMatchObject({ act: 'record', dao: scene.dao, id: scene.idOf(decision), decision })
      expect(read?.sheets.map(({ signature }) => signature).toSorted()).toEqual([a.signature, b.signature].toSorted())

      await refuses(person(6), scene.execute(decision), 'Records_TooEarly')
      await refuses(person(6), scene.challenge(decision, a, b), 'Records_NothingNew')
      await harness.pass(window / 2)
      const turned = await act(person(2), scene.challenge(decision, c))
      const end = (await at(turned)) + window
      expect(await scene.last()).toMatchObject({
        record: { start, windowEnd: end, passes: false, against: scene.bit(2), for: scene.bit(0), ballots: [scene.told(2, c, no)] },
      })
      const again = await scene.sheetOf(1, 2n, [[decision, yes]])
      await act(person(1), scene.challenge(decision, again))
      expect(await scene.last()).toMatchObject({ record: { passes: true, ballots: [scene.told(1, again, yes)] } })
      await harness.pass(2 * window)
      await refuses(person(2), scene.challenge(decision, await scene.sheetOf(0, 5n, [[decision, no]])), 'Records_WindowOver')
      const done = await act(person(6), scene.execute(decision))
      expect(await client.balance(payee)).toBe(40n)
      expect(await scene.last()).toEqual({ kind: 'enacted', decision: scene.idOf(decision), transaction: done })
      await refuses(person(6), scene.execute(decision), 'Dao_AlreadySpent')
    })

    it('A19 X3 D10 of two who record the later one is told, nothing of the slot is enacted beside it, and what fails in the end is rejected', async () => {
      const scene = await open_()
      const decision = await scene.decide(1n)
      const other = { ...decision, contentHash: `0x${'cd'.repeat(32)}` as const }
      const sheets = [await scene.sheetOf(0, 1n, [[decision, yes]]), await scene.sheetOf(1, 1n, [[decision, abstain]])]
      await harness.pass(voting + 1)
      await act(person(5), scene.record(decision, ...sheets))
      await refuses(person(6), scene.record(decision, ...sheets), 'Records_AlreadyRecorded')
      const beside = [await scene.sheetOf(0, 2n, [[other, yes]]), await scene.sheetOf(1, 2n, [[other, abstain]])]
      await refuses(person(6), scene.record(other, ...beside), 'Records_AlreadyRecorded')
      await refuses(person(6), await enactCall(harness, scene.founded, [other]), 'Dao_Recorded')
      // Who said For takes it back on the chain: the next challenge strikes it.
      await act(person(0), encodeRevoke({ dao: scene.dao, minRevision: 2n }))
      await act(person(6), scene.challenge(decision))
      expect(await scene.last()).toMatchObject({ kind: 'recorded', record: { passes: false, for: 0n } })
      await harness.pass(2 * window)
      await refuses(person(6), scene.execute(decision), 'Records_Rejected')
    })

    it('A19 G3 what was recorded under old rules is executed by them, and a grace period counts from the record', async () => {
      const scene = await open_({ gracePeriod: 1_800 })
      const decision = await scene.decide(2n)
      await harness.pass(voting + 1)
      await act(
        person(5),
        scene.record(decision, await scene.sheetOf(0, 1n, [[decision, yes]]), await scene.sheetOf(1, 1n, [[decision, abstain]])),
      )
      const everybody = [person(0), person(1), person(2)]
      const rules = { ...scene.founded.genesis.rules, challengeWindow: 0, thresholdBps: 10_000 }
      const change = decisionOf(scene.founded.founder, [setRulesCall(scene.dao, rules)], await now())
      await act(person(5), await enactCall(harness, scene.founded, [change], everybody))
      const late = { ...(await scene.decide(3n)), rulesEpoch: 1 }
      await harness.pass(window + 1)
      await refuses(person(6), scene.execute(decision), 'Records_TooEarly')
      await harness.pass(1_800)
      await act(person(6), scene.execute(decision))
      expect(await scene.last()).toMatchObject({ kind: 'enacted', decision: scene.idOf(decision) })
      await harness.pass(voting)
      const sheets = [await scene.sheetOf(0, 3n, [[late, yes]]), await scene.sheetOf(1, 3n, [[late, yes]])]
      await refuses(person(6), scene.record(late, ...sheets), 'Records_NoWindow')
      await refuses(person(6), scene.record({ ...late, rulesEpoch: 0 }, ...sheets.slice(0, 0)), 'Dao_StaleRules')
    })

    it('A19 G11 counts votes by what they cost: one set of credits for all decisions of a period, and what nobody can oppose is executed at once', async () => {
      const scene = await open_({ mode: 2, credits: 25 })
      const [first, second] = [await scene.decide(3n), await scene.decide(4n)]
      await refuses(person(5), await enactCall(harness, scene.founded, [first]), 'Dao_NeedsRecord')
      const a = await scene.sheetOf(0, 1n, [
        [first, yes, 4n],
        [second, yes, 3n],
      ])
      const [b, c] = [await scene.sheetOf(1, 1n, [[first, abstain]]), await scene.sheetOf(2, 1n, [[first, no, 1n]])]
      const paid = await client.balance(payee)
      await harness.pass(voting + 1)
      await act(person(5), scene.record(first, a, b, c))
      const record = { for: scene.bit(0), against: scene.bit(2), abstain: scene.bit(1), passes: true }
      expect(await scene.last()).toMatchObject({ kind: 'recorded', record })
      // Sixteen credits of 25 are reserved: five votes on the other one are too many, three are not.
      const greedy = await scene.sheetOf(0, 2n, [[second, yes, 5n]])
      await refuses(person(5), scene.record(second, greedy, await scene.sheetOf(1, 2n, [[second, abstain]])), 'Records_NotPassing')
      await act(person(5), scene.record(second, a, await scene.sheetOf(1, 2n, [[second, abstain]])))
      expect(await scene.last()).toMatchObject({ record: { ballots: expect.arrayContaining([scene.told(0, a, yes, 3)]) } })
      await harness.pass(window + 1)
      await act(person(6), scene.execute(first))
      expect((await client.balance(payee)) - paid).toBe(3n)

      const next = await scene.decide(5n)
      const all = await Promise.all([0, 1, 2].map((i) => scene.sheetOf(i, 9n, [[next, yes, 5n]])))
      await act(person(5), scene.record(next, ...all))
      expect((await scene.kinds()).slice(-2)).toEqual(['recorded', 'enacted'])
      expect((await client.balance(payee)) - paid).toBe(8n)
      await refuses(person(6), scene.execute(next), 'Records_NotRecorded')
    })
  })
}
