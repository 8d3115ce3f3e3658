import { type ChainClient, roundsAddress } from '@daomesh/chain'
import { foldRounds, type RoundBook, type RoundRecord } from '@daomesh/governance'
import { type Address, type ChainEvent, DaomeshError, type RoundEvent, type RoundId, toDaomeshError } from '@daomesh/protocol'
import { readDaoFacts } from '../chain/readDaoFacts.ts'
import { readOn } from '../chain/readOn.ts'
import type { MetaStore } from '../ports.ts'
import { storedRounds } from './storedRounds.ts'

export type RoundsSeen = {
  readonly book: RoundBook
  readonly events: readonly RoundEvent[]
  /** The book without what may still vanish; the same one where nothing may. */
  readonly settled: RoundBook
}

/** One round, and where it was opened. */
export type KnownRound = { readonly record: RoundRecord; readonly opened: RoundEvent }

/** Rounds of public goods of this node's chain. */
export type RoundDesk = {
  readonly rounds: Address
  /** Reads what is new on the chain first; what may still vanish is there too. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly look: () => Promise<RoundsSeen>
  /** @throws DaomeshError `ROUND_UNKNOWN`, `CHAIN_UNREACHABLE`. */
  readonly known: (id: RoundId) => Promise<KnownRound>
  /** What the chain told of a DAO, whether this node is in it or not; empty where the factory made none. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly factsOf: (dao: Address) => Promise<readonly ChainEvent[]>
  /** A text that was handed over as the words of a round; it proves itself where it is read. */
  readonly keepText: (id: RoundId, text: string) => void
  readonly keptText: (id: RoundId) => string | null
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const rowOf = (id: RoundId): string => `round:${id}`

/** Final facts of rounds are read once, those of other DAOs once while the node runs. */
export const createRoundDesk = ({
  client,
  meta,
}: {
  readonly client: Pick<ChainClient, 'roundFacts' | 'facts' | 'profile'>
  readonly meta: MetaStore
}): RoundDesk => {
  const rounds = roundsAddress()
  const readEvents = readOn<RoundEvent>((from) => client.roundFacts({ rounds, from }), storedRounds(client.profile.identity, rounds, meta))
  /** The book of the events that were there at the last look: only what came is folded, on top of what was final. */
  const none = foldRounds([])
  let seen: RoundsSeen & { readonly final: number } = { book: none, events: [], settled: none, final: 0 }

  const look = async (): Promise<RoundsSeen> => {
    const { final, loose } = await readEvents()
    const events = [...final, ...loose]
    // Events that were final are handed on as they are, unless they were read anew from the beginning.
    const goesOn = seen.final === 0 || final[seen.final - 1] === seen.events[seen.final - 1]
    const isSame =
      goesOn &&
      final.length === seen.final &&
      events.length === seen.events.length &&
      loose.every(({ blockHash, logIndex }, i) => {
        const before = seen.events[seen.final + i]
        return blockHash === before?.blockHash && logIndex === before.logIndex
      })
    if (isSame) return seen
    const bookOf = (told: readonly RoundEvent[], on: RoundBook): RoundBook =>
      foldRounds(
        told.map(({ fact }) => fact),
        on,
      )
    const settled = goesOn ? bookOf(final.slice(seen.final), seen.settled) : bookOf(final, none)
    seen = { book: bookOf(loose, settled), events, settled, final: final.length }
    return seen
  }
  return {
    rounds,
    look,
    known: async (id) => {
      const { book, events } = await look()
      const record = book.rounds.get(id)
      const opened = events.find(({ fact }) => fact.kind === 'opened' && fact.id === id)
      if (record === undefined || opened === undefined) throw new DaomeshError('ROUND_UNKNOWN', { meta: { round: id } })
      return { record, opened }
    },
    factsOf: async (dao) => {
      try {
        const { final, loose } = await readDaoFacts(client, dao)
        return [...final, ...loose]
      } catch (error) {
        // An address that the factory did not make is one where nothing is.
        if (toDaomeshError(error).code !== 'INPUT_INVALID') throw error
        return []
      }
    },
    keepText: (id, text) => meta.set(rowOf(id), encoder.encode(text)),
    keptText: (id) => {
      const row = meta.get(rowOf(id))
      return row === undefined ? null : decoder.decode(row)
    },
  }
}
