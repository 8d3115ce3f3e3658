import { type ChainClient, chainKeyOf, type FactsCursor } from '@daomesh/chain'
import { type Address, address, toDaomeshError, utf8 } from '@daomesh/protocol'
import { readInTurn } from '../chain/readInTurn.ts'
import { readCursor, writeCursor, writtenAfter } from '../chain/storedCursor.ts'
import type { MetaStore } from '../ports.ts'

/** Which accounts are DAOs of this chain's factory, with the names of their foundings: anybody may give any name. */
export type DaoNames = {
  readonly nameOf: (account: Address) => string | null
  /** Reads what is new. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly read: () => Promise<void>
}

type Row = readonly [key: string, value: Uint8Array | null]

/**
 * Keeps the final ones on disk, each in a row of its own, with the block up to which they were read: both are written at once. Derived, so damaged rows or a
 * chain that tells another history only cost a reading from the beginning.
 */
export const createDaoNames = ({
  client,
  meta,
}: {
  readonly client: Pick<ChainClient, 'profile' | 'daos'>
  readonly meta: MetaStore
}): DaoNames => {
  const { identity, factory } = client.profile
  const prefix = `daoNames:${chainKeyOf(identity)}:${factory}:`
  const [daos, place] = [`${prefix}dao/`, `${prefix}cursor`]
  const clear = (): void => meta.setAll(meta.list(prefix).map(({ key }): Row => [key, null]))
  const load = (): { names: Map<Address, string>; cursor: FactsCursor | null } => {
    const bytes = meta.get(place)
    if (bytes === undefined) return { names: new Map(), cursor: null }
    try {
      const words = new TextDecoder('utf-8', { fatal: true })
      const rows = meta.list(daos).map(({ key, value }) => [address.parse(key.slice(daos.length)), words.decode(value)] as const)
      return { names: new Map(rows), cursor: readCursor(bytes) }
    } catch (cause) {
      meta.unreadable?.(place, cause)
      clear()
      return { names: new Map(), cursor: null }
    }
  }

  let { names, cursor } = load()
  let written = cursor?.number ?? 0n
  /** Of blocks that may still vanish. */
  let fresh = new Map<Address, string>()
  const readOn = async (): Promise<void> => {
    for (let more = true; more;) {
      const page = await client.daos({ from: cursor })
      const told = page.finalized.map(({ fact }) => fact)
      // On disk first: what a full disk refused is read of the chain again, not passed over.
      if (page.cursor !== null && (told.length > 0 || page.cursor.number - written >= writtenAfter)) {
        meta.setAll([...told.map(({ dao, name }): Row => [daos + dao, utf8(name)]), [place, writeCursor(page.cursor)]])
        written = page.cursor.number
      }
      for (const { dao, name } of told) names.set(dao, name)
      fresh = new Map(page.unfinalized.map(({ fact }) => [fact.dao, fact.name]))
      cursor = page.cursor
      more = page.more
    }
  }
  const readAgain = async (): Promise<void> => {
    try {
      await readOn()
    } catch (error) {
      // A sandbox that was made anew, or a chain that broke its word: it is read again from the beginning.
      if (cursor === null || toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER') throw error
      clear()
      ;[names, fresh, cursor, written] = [new Map(), new Map(), null, 0n]
      await readOn()
    }
  }
  return { nameOf: (account) => names.get(account) ?? fresh.get(account) ?? null, read: readInTurn(readAgain) }
}
