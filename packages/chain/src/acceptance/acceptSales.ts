import { type Quote, quoteIdOf, type SaleFact, zeroAddress } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tillAddress } from '../calls/factoryAddress.ts'
import { predictInboxAddress } from '../calls/predictInboxAddress.ts'
import type { ChainClient } from '../client/ports.ts'
import { encodeBuy } from '../till/encodeBuy.ts'
import { found, type Founded } from './fixtures.ts'
import { accountAt, type OpenHarness, send, type TimedHarness } from './harness.ts'

const till = tillAddress()

/** The till on a chain of either kind: what it does (A66), and that what is not final may vanish (A67). */
export const acceptSales = (name: string, open: OpenHarness<TimedHarness>): void => {
  const quoteFor = async (client: ChainClient, { dao }: Pick<Founded, 'dao'>, more: Partial<Quote> = {}): Promise<Quote> => ({
    seller: dao,
    token: zeroAddress,
    price: 1_000n,
    copies: 0,
    until: (await client.head()).timestamp + 3_600,
    work: `0x${'ab'.repeat(32)}`,
    ...more,
  })

  describe(`${name}, sales`, () => {
    let harness: TimedHarness
    let client: ChainClient
    let seller: Founded
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
      seller = await found(harness, client)
    }, 120_000)
    afterAll(() => harness.close())

    const person = (i: number) => accountAt(harness, i).address
    const buy = async (from: number, quote: Quote, reader: number): Promise<void> => {
      await send(harness, client, person(from), encodeBuy(till, { kind: 'buy', quote, reader: person(reader) }))
      await harness.mine(1)
    }
    const attempt = async (quote: Quote, change: { readonly value?: bigint } = {}): Promise<string> => {
      const call = { ...encodeBuy(till, { kind: 'buy', quote, reader: person(5) }), ...change }
      const [outcome] = await client.simulate({ from: person(5), calls: [call] })
      return outcome === undefined || outcome.ok ? 'done' : [outcome.error, ...outcome.args].join(' ').toLowerCase()
    }

    it('A66 what is paid lies in the inbox of the seller, is told with its quote, and no more copies are sold than it says', async () => {
      const quote = await quoteFor(client, seller, { copies: 2 })
      const inbox = predictInboxAddress(harness.profile.factory, seller.dao)
      const before = await client.balance(inbox)
      await buy(5, quote, 5)
      await buy(6, quote, 7)
      expect([(await client.balance(inbox)) - before, await client.balance(till)]).toEqual([2_000n, 0n])
      const facts = (await client.saleFacts({ till, from: null })).finalized.map(({ fact }) => fact)
      const told = {
        kind: 'bought',
        quote: quoteIdOf(quote),
        seller: seller.dao,
        token: zeroAddress,
        price: 1_000n,
        work: quote.work,
      } as const
      expect(facts).toEqual([
        { ...told, payer: person(5), reader: person(5), copy: 1 },
        { ...told, payer: person(6), reader: person(7), copy: 2 },
      ] satisfies SaleFact[])
      expect(await attempt(quote)).toBe('till_soldout 2')
    })

    it('A66 refuses by the same names what is over, free, paid wrongly, for nobody, or of no DAO', async () => {
      const quote = await quoteFor(client, seller)
      expect(await attempt(quote, { value: 999n })).toBe('till_wrongvalue 999 1000')
      expect(await attempt({ ...quote, price: 0n })).toBe('till_free')
      expect(await attempt({ ...quote, seller: person(6) })).toBe(`till_noinbox ${person(6)}`)
      expect(await attempt({ ...quote, token: person(6) }, { value: 1n })).toBe('till_wrongvalue 1 0')
      expect(await attempt({ ...quote, token: person(6) })).toBe(`till_notpaid ${person(6)}`)
      expect(await attempt({ ...quote, until: quote.until - 7_200 })).toBe(`till_over ${quote.until - 7_200}`)
      const [nobody] = await client.simulate({
        from: person(5),
        calls: [encodeBuy(till, { kind: 'buy', quote, reader: zeroAddress })],
      })
      expect(nobody).toMatchObject({ ok: false, error: 'Till_NoReader' })
      expect(await attempt(quote)).toBe('done')
    })
  })

  describe(`${name}, sales that are not final`, () => {
    let harness: TimedHarness
    beforeAll(async () => {
      harness = await open(2)
    }, 120_000)
    afterAll(() => harness.close())

    it('A67 A4 X1 a purchase stands apart until it is final, is gone when its block is, and comes once along the cursors', async () => {
      const client = harness.connect()
      const seller = await found(harness, client)
      await harness.mine(3)
      const quote = await quoteFor(client, seller)
      const buyer = accountAt(harness, 5).address
      const call = encodeBuy(till, { kind: 'buy', quote, reader: buyer })
      const { cursor } = await client.saleFacts({ till, from: null })
      await send(harness, client, buyer, call)
      await harness.mine(1)
      const loose = await client.saleFacts({ till, from: cursor })
      expect([loose.finalized, loose.unfinalized.map(({ fact }) => fact.reader)]).toEqual([[], [buyer]])
      await harness.reorganise(1)
      const gone = await client.saleFacts({ till, from: loose.cursor })
      expect([gone.finalized, gone.unfinalized]).toEqual([[], []])
      await send(harness, client, buyer, call)
      await harness.mine(3)
      const final = await client.saleFacts({ till, from: gone.cursor })
      expect(final.finalized.map(({ fact }) => fact.copy)).toEqual([1])
      expect((await client.saleFacts({ till, from: final.cursor })).finalized).toEqual([])
    })
  })
}
