import type { ChainClient, FactsCursor } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'

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
  return {
    nameOf: (account) => names.get(account) ?? fresh.get(account) ?? null,
    read: async () => {
      for (let more = true; more;) {
        const page = await client.daos({ from: cursor })
        for (const { fact } of page.finalized) names.set(fact.dao, fact.name)
        fresh = new Map(page.unfinalized.map(({ fact }) => [fact.dao, fact.name]))
        cursor = page.cursor
        more = page.more
      }
    },
  }
}
