import type { ChainClient } from '@daomesh/chain'
import { type ChainState, currentMembers, foldFacts } from '@daomesh/governance'
import { type Address, type Clock, toDaomeshError } from '@daomesh/protocol'
import { createLookups } from '../chain/createLookups.ts'
import { readDaoFacts } from '../chain/readDaoFacts.ts'
import { isDao } from '../spaces/space.ts'
import type { Spaces } from '../spaces/spaces.ts'

/** What the chain says of an organisation that this node may not be in. `null`: there is none of this factory at the address. */
export type ReadDao = ChainState | null

export type RosterBook = {
  /** Whether an account sits in the present roster, with any power; null where the chain cannot tell now, or too much is asked of it. */
  readonly inRoster: (dao: Address, account: Address) => Promise<boolean | null>
  /** @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly read: (dao: Address) => Promise<ReadDao>
}

/** DAOs whose facts are remembered. */
const most = 2048
/** So long a roster is taken for the present one: a member who left may post as long. */
const freshMilliseconds = 300_000
/** What is no DAO is asked about again after this: it may be founded meanwhile. */
const againMilliseconds = 60_000
/** DAOs read from the chain at the same time for posts of strangers; what comes above it is left alone, and comes again. */
const readingAtMost = 4

type Kept = { readonly state: ReadDao; readonly until: number }

const readFacts = async (client: Pick<ChainClient, 'facts'>, dao: Address): Promise<ReadDao> => {
  const { final, loose } = await readDaoFacts(client, dao)
  const facts = [...final, ...loose].map(({ fact }) => fact)
  const [first] = facts
  return first?.kind === 'founded' ? foldFacts(first.genesis, facts) : null
}

/** Looks rosters up: those of this node's own spaces as they stand there, others in the facts of the chain, which also prove that the factory made them. */
export const createRosterBook = ({
  client,
  clock,
  spaces,
}: {
  readonly client: Pick<ChainClient, 'facts'>
  readonly clock: Pick<Clock, 'now'>
  readonly spaces: Pick<Spaces, 'all'>
}): RosterBook => {
  const kept = new Map<Address, Kept>()
  const reading = new Map<Address, Promise<ReadDao>>()
  const takeLookup = createLookups(clock)
  /** Unknown DAOs are looked up for posts of strangers as far as there is room. */
  const mayLookUp = (): boolean => reading.size < readingAtMost && takeLookup()

  const ownState = (dao: Address): ChainState | null => {
    const own = spaces.all().find((space) => isDao(space) && space.record.dao === dao)
    return own !== undefined && isDao(own) && own.chainState().founded ? own.chainState() : null
  }
  const load = async (dao: Address): Promise<ReadDao> => {
    let state: ReadDao = null
    try {
      state = await readFacts(client, dao)
    } catch (error) {
      // An address that the factory did not make is answered like one where nothing is.
      if (toDaomeshError(error).code !== 'INPUT_INVALID') throw error
    }
    kept.delete(dao)
    kept.set(dao, { state, until: clock.now() + (state === null ? againMilliseconds : freshMilliseconds) })
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return state
  }
  const read = (dao: Address): Promise<ReadDao> => {
    const own = ownState(dao)
    if (own !== null) return Promise.resolve(own)
    const known = kept.get(dao)
    if (known !== undefined && known.until > clock.now()) return Promise.resolve(known.state)
    const running = reading.get(dao) ?? load(dao).finally(() => reading.delete(dao))
    reading.set(dao, running)
    return running
  }
  return {
    read,
    async inRoster(dao, account) {
      const known = kept.get(dao)
      const isKnown = ownState(dao) !== null || reading.has(dao) || (known !== undefined && known.until > clock.now())
      if (!isKnown && !mayLookUp()) return null
      try {
        const state = await read(dao)
        // No DAO there, as this endpoint sees it: it may be behind the peer that passed the post on.
        return state === null ? null : currentMembers(state).some((member) => member.account === account && member.power > 0n)
      } catch {
        // The endpoint is away; the post is judged when it comes again.
        return null
      }
    },
  }
}
