import type { ChainClient, FactsCursor } from '@daomesh/chain'
import { applyFacts, type ChainState, genesisState } from '@daomesh/governance'
import { type Address, type Hex, toDaomeshError } from '@daomesh/protocol'
import { readInTurn } from '../chain/readInTurn.ts'

/** DAOs whose rosters are read; those that were made later are counted as left out, as are those that cannot be read. */
const mostDaos = 500
/** Asked of the endpoint at once. */
const mostAtOnce = 8

type Read = { state: ChainState | null; cursor: FactsCursor | null }
export type PowerWeb = {
  readonly states: ReadonlyMap<Address, ChainState>
  readonly names: ReadonlyMap<Address, string>
  readonly omitted: number
}
export type PowerDesk = {
  /** Reads what is new of every DAO of the factory. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly read: () => Promise<PowerWeb>
}

/** The rosters of all DAOs of a chain, from final facts alone: nothing is asked before somebody looks, and then only what is new in a block. */
export const createPowerDesk = (client: Pick<ChainClient, 'daos' | 'facts' | 'head'>): PowerDesk => {
  const names = new Map<Address, string>()
  const known = new Map<Address, Read>()
  let cursor: FactsCursor | null = null
  let at: Hex | null = null

  /** DAOs whose founding nobody can read: a deployer of its own need not show the genesis. They are left out, and keep no other one from being read. */
  const unreadable = new Set<Address>()

  const readOne = async (dao: Address): Promise<void> => {
    if (unreadable.has(dao)) return
    try {
      await readFacts(dao)
    } catch (error) {
      if (toDaomeshError(error).code !== 'INPUT_INVALID') throw error
      unreadable.add(dao)
    }
  }
  const readFacts = async (dao: Address): Promise<void> => {
    const one = known.get(dao) ?? { state: null, cursor: null }
    known.set(dao, one)
    for (let more = true; more;) {
      const page = await client.facts({ dao, from: one.cursor })
      for (const { fact } of page.finalized) {
        if (fact.kind === 'founded') one.state ??= genesisState(fact.genesis)
        if (one.state !== null) one.state = applyFacts(one.state, [fact])
      }
      one.cursor = page.cursor
      more = page.more
    }
  }
  const readAll = async (): Promise<void> => {
    const { hash } = await client.head()
    if (hash === at) return
    for (let more = true; more;) {
      const page = await client.daos({ from: cursor })
      for (const { fact } of page.finalized) names.set(fact.dao, fact.name)
      cursor = page.cursor
      more = page.more
    }
    const waiting = [...names.keys()].slice(0, mostDaos)
    const work = async (): Promise<void> => {
      try {
        for (let dao = waiting.shift(); dao !== undefined; dao = waiting.shift()) await readOne(dao)
      } catch (error) {
        waiting.length = 0
        throw error
      }
    }
    // Each is waited for, also where one failed: what it still reads would be read, and counted, once more beside it.
    const done = await Promise.allSettled(Array.from({ length: mostAtOnce }, work))
    for (const one of done) if (one.status === 'rejected') throw one.reason
    at = hash
  }
  const readOn = async (): Promise<void> => {
    try {
      await readAll()
    } catch (error) {
      // A sandbox that was made anew, or a chain that broke its word: it is read again from the beginning.
      if (toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER' || (cursor === null && known.size === 0)) throw error
      ;[cursor, at] = [null, null]
      names.clear()
      known.clear()
      unreadable.clear()
      await readAll()
    }
  }
  const read = readInTurn(readOn)
  return {
    read: async () => {
      await read()
      const states = new Map([...known].flatMap(([dao, { state }]) => (state === null ? [] : [[dao, state] as const])))
      return { states, names, omitted: Math.max(0, names.size - mostDaos) + unreadable.size }
    },
  }
}
