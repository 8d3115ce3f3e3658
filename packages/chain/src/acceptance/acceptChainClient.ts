import { type ChainEvent, decisionIdOf, emptyCut, extendCut, zeroAddress } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeRagequit } from '../actions/ragequit.ts'
import { encodeRevoke } from '../actions/revokeBallots.ts'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { decodeEnact, decodeRosterChange } from '../calls/decodeEnact.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { setRulesCall } from '../calls/setRulesCall.ts'
import type { ChainClient, FactsCursor, FactsPage } from '../client/ports.ts'
import { describeFailure } from '../facts/failureReason.ts'
import { decisionOf, enactCall, found, genesisFor, signSheets } from './fixtures.ts'
import { accountAt, type ChainHarness, type OpenHarness, send } from './harness.ts'

const ether = 10n ** 18n
export const rootOf = (events: readonly ChainEvent[]): string =>
  events.reduce((cut, event) => extendCut(cut, event.fact), emptyCut).eventRoot
const kinds = (events: readonly ChainEvent[]): readonly string[] => events.map((event) => event.fact.kind)

/** Everything final, page by page. */
export const readAll = async (client: ChainClient, dao: `0x${string}`, from: FactsCursor | null = null) => {
  const finalized: ChainEvent[] = []
  let page: FactsPage
  let cursor = from
  do {
    page = await client.facts({ dao: dao as Parameters<ChainClient['balance']>[0], from: cursor })
    finalized.push(...page.finalized)
    cursor = page.cursor
  } while (page.more)
  return { finalized, cursor, unfinalized: page.unfinalized, head: page.head }
}

/** What every ChainClient must do (packages/chain/SPEC.md). */
export const acceptChainClient = (name: string, open: OpenHarness): void => {
  describe(`${name}, final at once`, () => {
    let harness: ChainHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())
    const person = (i: number) => accountAt(harness, i).address
    const now = async () => (await client.head()).timestamp

    it('A6 says which chain it is', async () => {
      expect(await client.identity()).toEqual(harness.profile.identity)
    })

    it('A6 X2 refuses every answer of another chain with CHAIN_MISMATCH', async () => {
      const identity = { ...harness.profile.identity, genesisHash: `0x${'77'.repeat(32)}` as const }
      const stranger = harness.connect({ ...harness.profile, identity })
      await expect(stranger.head()).rejects.toMatchObject({ code: 'CHAIN_MISMATCH' })
      await expect(stranger.sendRaw('0x02')).rejects.toMatchObject({ code: 'CHAIN_MISMATCH' })
      await expect(stranger.balance(person(0))).rejects.toMatchObject({ code: 'CHAIN_MISMATCH' })
    })

    it('A8 answers CHAIN_UNREACHABLE at once while switched off', async () => {
      const offline = harness.connect()
      offline.setOnline(false)
      await expect(offline.head()).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
      await expect(offline.facts({ dao: person(0), from: null })).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
      offline.setOnline(true)
      expect((await offline.head()).number).toBeGreaterThanOrEqual(0n)
    })

    it('A5 D12 deploys at the predicted address, and two readers read the same founding', async () => {
      const { dao, genesis } = await found(harness, client)
      expect(await client.codeHash(dao)).toMatch(/^0x[0-9a-f]{64}$/)
      const [one, two] = await Promise.all([readAll(client, dao), readAll(harness.connect(), dao)])
      expect(one.finalized.map((event) => event.fact)).toEqual([{ kind: 'founded', genesis }])
      expect(rootOf(two.finalized)).toBe(rootOf(one.finalized))
    })

    it('A5 pays by signed ballots and reports it', async () => {
      const founded = await found(harness, client, ether)
      const payee = person(7)
      const before = await client.balance(payee)
      const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 250n })], await now())
      const hash = await send(harness, client, person(5), await enactCall(harness, founded, [decision]))
      await harness.mine(1)
      const receipt = await client.receipt(hash)
      expect(receipt).toMatchObject({ ok: true, final: true, error: null })
      expect(await client.balance(payee)).toBe(before + 250n)
      const { finalized } = await readAll(client, founded.dao)
      const id = decisionIdOf(harness.profile.identity.chainId, founded.dao, decision)
      expect(finalized.at(-1)?.fact).toEqual({ kind: 'enacted', decision: id, transaction: hash })
    })

    it('A15 tells what a mined transaction called: its decisions and sheets read as they were signed', async () => {
      const founded = await found(harness, client, ether)
      const { dao, genesis } = founded
      const decision = decisionOf(
        founded.founder,
        [changeRosterCall(dao, [{ account: person(6), kind: 0, power: 2n, mint: 3n }])],
        await now(),
      )
      const call = await enactCall(harness, founded, [decision])
      const hash = await send(harness, client, person(5), call)
      await harness.mine(1)
      const mined = await client.minedCall(hash)
      expect(mined).toEqual({ ...call, ok: true })
      const read = decodeEnact({ chainId: harness.profile.identity.chainId, dao, roster: genesis.members, data: mined?.data ?? '0x' })
      expect(read?.decisions).toEqual([{ id: decisionIdOf(harness.profile.identity.chainId, dao, decision), decision }])
      const signed = await signSheets(harness, founded, [decision], [person(0), person(1)])
      expect(read?.sheets.map(({ member, signature }) => [member, signature]).sort()).toEqual(
        signed.map(({ member, signature }) => [member, signature]).sort(),
      )
      const [own] = decision.calls
      expect(own && decodeRosterChange(dao, own)).toEqual([{ account: person(6), kind: 0, power: 2n, mint: 3n }])
      expect(await client.minedCall(`0x${'12'.repeat(32)}`)).toBeNull()
      expect(decodeEnact({ chainId: 1n, dao, roster: genesis.members, data: '0x1234' })).toBeNull()
    })

    it('A5 reports a decision that fails beside one that passes, with a reason that can be described', async () => {
      const founded = await found(harness, client, 1_000n)
      const at = await now()
      const good = decisionOf(founded.founder, [paymentCall({ to: person(7), amount: 1n })], at)
      const poor = decisionOf(founded.founder, [paymentCall({ to: person(7), amount: ether })], at)
      await send(harness, client, person(5), await enactCall(harness, founded, [good, poor]))
      await harness.mine(1)
      const { finalized } = await readAll(client, founded.dao)
      expect(kinds(finalized)).toEqual(['founded', 'enacted', 'failed'])
      const failed = finalized[2]?.fact
      expect(failed?.kind === 'failed' && describeFailure(failed.reason).error).toBe('Dao_Underfunded')
    })

    it('A8 X3 names the error before anything is paid: too few ballots, twice, not deployed twice', async () => {
      const founded = await found(harness, client, ether)
      const decision = decisionOf(founded.founder, [paymentCall({ to: person(7), amount: 1n })], await now())
      const few = await enactCall(harness, founded, [decision], [person(0)])
      await expect(client.prepare({ from: person(5), ...few })).rejects.toMatchObject({
        code: 'TRANSACTION_REVERTED',
        meta: { error: 'Dao_NotDecisive' },
      })
      const enough = await enactCall(harness, founded, [decision])
      await send(harness, client, person(5), enough)
      await harness.mine(1)
      await expect(client.prepare({ from: person(6), ...enough })).rejects.toMatchObject({
        code: 'TRANSACTION_REVERTED',
        meta: { error: 'Dao_AlreadySpent' },
      })
    })

    it('A8 names want of money', async () => {
      const broke = `0x${'5e'.repeat(20)}` as typeof zeroAddress
      await expect(client.prepare({ from: broke, to: person(0), value: 1n, data: '0x' })).rejects.toMatchObject({
        code: 'TRANSACTION_FUNDS',
      })
    })

    it('simulates calls of a DAO, each with its outcome', async () => {
      const { dao } = await found(harness, client, 500n)
      const outcomes = await client.simulate({
        from: dao,
        calls: [
          { to: person(7), value: 200n, data: '0x' },
          { to: person(7), value: 400n, data: '0x' },
          { to: harness.profile.factory, value: 0n, data: '0x12345678' },
        ],
      })
      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error))).toEqual(['ok', 'Dao_Underfunded', expect.any(String)])
      expect(outcomes[2]?.ok).toBe(false)
      expect(await client.balance(person(7))).toBeGreaterThan(0n)
    })

    it('A5 reads roster, rules, revocation and ragequit as facts, in order', async () => {
      const founded = await found(harness, client, 900n)
      const { dao, genesis, founder } = founded
      const newcomer = person(8)
      const at = await now()
      const rules = { ...genesis.rules, quorumBps: 6_000 }
      const grow = decisionOf(founder, [changeRosterCall(dao, [{ account: newcomer, kind: 0, power: 2n, mint: 50n }])], at)
      const tighten = decisionOf(founder, [setRulesCall(dao, rules)], at)
      await send(harness, client, founder, await enactCall(harness, founded, [tighten]))
      await harness.mine(1)
      const second = { ...grow, rulesEpoch: 1 }
      await send(harness, client, founder, await enactCall(harness, founded, [second]))
      await send(harness, client, person(1), encodeRevoke({ dao, minRevision: 9n }))
      const before = await client.balance(person(9))
      await send(harness, client, person(2), encodeRagequit({ dao, shares: 100n, tokens: [zeroAddress], recipient: person(9) }))
      await harness.mine(1)
      const { finalized } = await readAll(client, dao)
      expect(kinds(finalized)).toEqual(['founded', 'rulesChanged', 'enacted', 'rosterChanged', 'enacted', 'revoked', 'ragequit'])
      const members = [...genesis.members, { account: newcomer, kind: 0, power: 2n, shares: 50n }]
      const byAccount = members.toSorted((a, b) => (a.account < b.account ? -1 : 1))
      expect(finalized[1]?.fact).toEqual({ kind: 'rulesChanged', rulesEpoch: 1, rules })
      expect(finalized[3]?.fact).toEqual({ kind: 'rosterChanged', epoch: 1, members: byAccount })
      expect(finalized[5]?.fact).toEqual({ kind: 'revoked', member: person(1), minRevision: 9n })
      expect(finalized[6]?.fact).toEqual({ kind: 'ragequit', member: person(2), shares: 100n, full: true })
      expect((await client.balance(person(9))) - before).toBe((900n * 100n) / 350n)
    })

    it('A2 pages through blocks and delivers each fact once along the cursors', async () => {
      const { dao, founder } = await found(harness, client)
      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 1n }))
      await harness.mine(1)
      const short = harness.connect({ ...harness.profile, logRange: 2n })
      const first = await readAll(short, dao)
      expect(kinds(first.finalized)).toEqual(['founded', 'revoked'])
      expect(rootOf(first.finalized)).toBe(rootOf((await readAll(client, dao)).finalized))
      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 2n }))
      await harness.mine(1)
      expect(kinds((await readAll(short, dao, first.cursor)).finalized)).toEqual(['revoked'])
    })

    it('A3 X2 refuses to go on when the block of its cursor is gone', async () => {
      const { dao } = await found(harness, client)
      const { head } = await readAll(client, dao)
      const forged = { number: head.number, hash: `0x${'99'.repeat(32)}` as const }
      await expect(client.facts({ dao, from: forged })).rejects.toMatchObject({ code: 'CHAIN_EVENTS_DIFFER' })
    })

    it('A10 X3 takes the same bytes twice without acting twice', async () => {
      const payee = `0x${'c0'.repeat(20)}` as typeof zeroAddress
      const transaction = await client.prepare({ from: person(4), to: payee, value: 7n, data: '0x' })
      const raw = await harness.signer.sign(person(4), { type: 'transaction', transaction, context: { title: '', lines: [] } })
      const first = await client.sendRaw(raw)
      const again = await client.sendRaw(raw)
      await harness.mine(1)
      expect(first.outcome).toBe('accepted')
      expect(['known', 'nonceUsed']).toContain(again.outcome)
      expect(again.hash).toBe(first.hash)
      expect((await client.sendRaw(raw)).outcome).toBe('nonceUsed')
      expect(await client.balance(payee)).toBe(7n)
    })

    it('A5 does not take an address that the factory did not make', async () => {
      const { dao } = await found(harness, client)
      const other = { ...harness.profile, factory: person(3) }
      const page = harness.connect(other).facts({ dao, from: null })
      if (name.startsWith('memory')) expect((await page).finalized).toHaveLength(1)
      else await expect(page).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    })

    it('predicts as the factory does, for any genesis', async () => {
      const genesis = { ...genesisFor(harness), name: 'Überraschung ✓' }
      const founder = person(0)
      const { encodeDeploy } = await import('../actions/deployDao.ts')
      const { predictDaoAddress } = await import('../calls/predictDaoAddress.ts')
      const dao = predictDaoAddress(harness.profile.factory, genesis)
      expect(await client.codeHash(dao)).toBeNull()
      await send(harness, client, founder, encodeDeploy({ factory: harness.profile.factory, genesis }))
      await harness.mine(1)
      expect(await client.codeHash(dao)).not.toBeNull()
    })

    it('A7 watches: facts once, heads as they come, silence after stop', async () => {
      const { dao, founder } = await found(harness, client)
      const seen: ChainEvent[] = []
      let heads = 0
      const watcher = harness.connect({ ...harness.profile, poll: 20, slowestPoll: 40 })
      const stop = watcher.watch({
        dao,
        from: null,
        onFacts: (page) => void seen.push(...page.finalized),
        onHead: () => void (heads += 1),
        onFailure: (error) => expect(error).toMatchObject({ code: 'CHAIN_UNREACHABLE' }),
      })
      const until = async (n: number) => expect.poll(() => seen.length, { timeout: 20_000, interval: 10 }).toBe(n)
      await until(1)
      watcher.setOnline(false)
      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 3n }))
      await harness.mine(1)
      watcher.setOnline(true)
      await until(2)
      stop()
      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 4n }))
      await harness.mine(1)
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(kinds(seen)).toEqual(['founded', 'revoked'])
      expect(heads).toBeGreaterThanOrEqual(2)
    })

    it('A7 tells the head again after a failure, though no block came', async () => {
      const { dao } = await found(harness, client)
      const told: string[] = []
      const watcher = harness.connect({ ...harness.profile, poll: 20, slowestPoll: 40 })
      const stop = watcher.watch({
        dao,
        from: null,
        onFacts: () => undefined,
        onHead: (head) => void told.push(head.hash),
        onFailure: () => void told.push('failed'),
      })
      const until = async (wanted: number) => expect.poll(() => new Set(told).size, { timeout: 20_000, interval: 10 }).toBe(wanted)
      await until(1)
      watcher.setOnline(false)
      await until(2)
      watcher.setOnline(true)
      await expect.poll(() => told.at(-1), { timeout: 20_000, interval: 10 }).toBe(told[0])
      stop()
    })
  })

  describe(`${name}, final after two blocks`, () => {
    let harness: ChainHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(2)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())

    it('A1 A4 X1 shows unfinalized facts apart, forgets them when reorganised away, and delivers final ones once', async () => {
      const { dao, founder } = await found(harness, client)
      await harness.mine(2)
      const settled = await readAll(client, dao)
      expect(kinds(settled.finalized)).toEqual(['founded'])

      const hash = await send(harness, client, founder, encodeRevoke({ dao, minRevision: 5n }))
      await harness.mine(1)
      const loose = await readAll(client, dao, settled.cursor)
      expect(loose.finalized).toEqual([])
      expect(kinds(loose.unfinalized)).toEqual(['revoked'])
      expect(await client.receipt(hash)).toMatchObject({ ok: true, final: false })

      await harness.reorganise(2)
      const after = await readAll(client, dao, loose.cursor)
      expect(after.finalized).toEqual([])
      expect(after.unfinalized).toEqual([])
      expect(await client.receipt(hash)).toBeNull()

      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 6n }))
      await harness.mine(3)
      const final = await readAll(client, dao, after.cursor)
      expect(final.finalized.map((event) => event.fact)).toEqual([{ kind: 'revoked', member: founder, minRevision: 6n }])
      expect(final.unfinalized).toEqual([])
      expect(kinds((await readAll(client, dao)).finalized)).toEqual(['founded', 'revoked'])
    })

    it('A3 D12 readers at different heads agree at the lower common cut; a lagging endpoint loses and repeats nothing', async () => {
      const { dao, founder } = await found(harness, client)
      await harness.mine(2)
      for (const minRevision of [1n, 2n, 3n]) {
        await send(harness, client, founder, encodeRevoke({ dao, minRevision }))
        await harness.mine(1)
      }
      const ahead = await readAll(client, dao)
      const behind = await harness.lagging(2)
      const late = await readAll(behind, dao)
      expect(late.finalized.length).toBeLessThan(ahead.finalized.length)
      expect(late.finalized.length).toBeGreaterThan(0)
      expect(rootOf(ahead.finalized.slice(0, late.finalized.length))).toBe(rootOf(late.finalized))
      const fromAhead = await readAll(behind, dao, ahead.head)
      expect(fromAhead.finalized).toEqual([])
      expect(fromAhead.cursor).toEqual(ahead.head)
    })
  })
}
