import type { ChainClient, FactsCursor } from '@daomesh/chain'
import { type Address, toDaomeshError } from '@daomesh/protocol'

/** Which accounts are DAOs of this chain's factory, with the names of their foundings: anybody may give any name. */
export type DaoNames = {
  readonly nameOf: (account: Address) => string | null
  /** Reads what is new. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly read: () => Promise<void>
}

export const createDaoNames = (client: Pick<ChainClient, 'daos'>): DaoNames => {
  const names = new Map<Address, string>()
  let cursor: FactsCursor | null = null
  /** Of blocks that may still vanish. */
  let fresh = new Map<Address, string>()
  const readOn = async (): Promise<void> => {
    for (let more = true; more;) {
      const page = await client.daos({ from: cursor })
      for (const { fact } of page.finalized) names.set(fact.dao, fact.name)
      fresh = new Map(page.unfinalized.map(({ fact }) => [fact.dao, fact.name]))
      cursor = page.cursor
      more = page.more
    }
  }
  return {
    nameOf: (account) => names.get(account) ?? fresh.get(account) ?? null,
    read: async () => {
      try {
        await readOn()
      } catch (error) {
        // A sandbox that was made anew, or a chain that broke its word: it is read again from the beginning.
        if (cursor === null || toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER') throw error
        cursor = null
        names.clear()
        fresh.clear()
        await readOn()
      }
    },
  }
}
