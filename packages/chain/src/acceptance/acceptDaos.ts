import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from './fixtures.ts'
import type { ChainHarness, OpenHarness } from './harness.ts'

/** What every ChainClient must know of the factory's DAOs (A45). */
export const acceptDaos = (name: string, open: OpenHarness): void => {
  describe(`${name}, DAOs of the factory`, () => {
    let harness: ChainHarness
    beforeAll(async () => {
      harness = await open(0)
    }, 120_000)
    afterAll(() => harness.close())

    it('A45 reads which DAOs the factory made, page by page, each once along the cursors', async () => {
      const client = harness.connect()
      const before = await client.daos({ from: null })
      const first = await found(harness, client)
      const second = await found(harness, client)
      const short = harness.connect({ ...harness.profile, logRange: 2n })
      const made: string[] = []
      let cursor = before.cursor
      for (let more = true; more;) {
        const page = await short.daos({ from: cursor })
        made.push(...page.finalized.map(({ fact }) => `${fact.dao} ${fact.name}`))
        cursor = page.cursor
        more = page.more
      }
      expect(made).toEqual([first, second].map(({ dao, genesis }) => `${dao} ${genesis.name}`))
    })
  })
}
