import type { ChainEvent } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeRevoke } from '../actions/revokeBallots.ts'
import type { ChainClient } from '../client/ports.ts'
import { readAll } from './acceptChainClient.ts'
import { found } from './fixtures.ts'
import { type ChainHarness, type OpenHarness, send } from './harness.ts'

/** What every ChainClient must make of blocks that an endpoint invented (A90). */
export const acceptInvented = (name: string, open: OpenHarness): void => {
  describe(`${name}, invented blocks`, () => {
    let harness: ChainHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())

    it('A90 X2 an endpoint that invented blocks for a while blinds nobody until the chain has as many', async () => {
      const { dao, founder } = await found(harness, client)
      const { head, finalized } = await readAll(client, dao)
      const invented = (more: bigint) => ({ number: head.number + more, hash: `0x${'99'.repeat(32)}` as const })
      // So far it may just lag behind another one.
      expect(await client.facts({ dao, from: invented(128n) })).toMatchObject({ finalized: [], cursor: invented(128n), more: false })
      await expect(client.facts({ dao, from: invented(129n) })).rejects.toMatchObject({ code: 'CHAIN_EVENTS_DIFFER' })
      const seen: ChainEvent[] = []
      const [founding] = finalized
      if (founding === undefined) throw new RangeError('it was founded')
      const stop = harness.connect({ ...harness.profile, poll: 20, slowestPoll: 40 }).watch({
        dao,
        from: invented(200_000n),
        back: () => ({ number: founding.block, hash: founding.blockHash }),
        onFacts: (page) => void seen.push(...page.finalized),
        onHead: () => undefined,
        onFailure: (error) => expect(error).toMatchObject({ code: 'CHAIN_EVENTS_DIFFER' }),
      })
      await send(harness, client, founder, encodeRevoke({ dao, minRevision: 5n }))
      await harness.mine(1)
      await expect.poll(() => seen.map(({ fact }) => fact.kind), { timeout: 20_000, interval: 10 }).toEqual(['revoked'])
      stop()
    })
  })
}
