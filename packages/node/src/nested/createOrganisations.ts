import type { ChainClient, ChainProfile } from '@daomesh/chain'
import { type ChainState, foldFacts, type Organisation } from '@daomesh/governance'
import { type Address, type ChainIdentity, daoSpaceOf, memberKinds, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { MetaStore } from '../ports.ts'
import { sinceFounding } from '../chain/sinceFounding.ts'
import { type FactLog, openFactLog } from '../spaces/facts.ts'
import { mostLevels } from './mostLevels.ts'

type Followed = { readonly log: FactLog; state: ChainState | null; readonly stop: () => void }

type Parameters = {
  readonly chain: { readonly client: Pick<ChainClient, 'watch'> & { readonly profile: Pick<ChainProfile, 'identity'> } }
  readonly logger: Pick<NodeAdapters['logger'], 'debug'>
  readonly meta: MetaStore
  /** Facts of this DAO were read. */
  readonly onRead: (dao: Address) => void
  /** The endpoint denies what was final of this DAO. */
  readonly onDenied: (error: unknown, dao: Address) => void
}

export type Organisations = {
  /** The members of a state, past and present, that are DAOs whose chain was read, down to the levels that are followed. Follows those that are new. */
  readonly membersOf: (state: ChainState) => ReadonlyMap<Address, Organisation>
  /** Follows a DAO that is to be a member somewhere. */
  readonly look: (dao: Address) => void
  /** As a member of a space, with those of its own members that are DAOs; null as `stateOf`. */
  readonly organisationOf: (dao: Address) => Organisation | null
  /** Whether it is known from an earlier start that this is a DAO. */
  readonly wasRead: (dao: Address) => boolean
  /** What the chain says of a DAO that is followed; null where it is none, or was not read yet. */
  readonly stateOf: (dao: Address) => ChainState | null
  /** Called after the chain told something new of one of them. */
  readonly listen: (listener: () => void) => () => void
  readonly close: () => void
}

/** Facts of a DAO that is looked at from outside lie apart from those of its space, should it be open here too. */
const placeOf = (dao: Address): SpaceId => `organisation:${dao}` as SpaceId

const stateFrom = (log: FactLog): ChainState | null => {
  const facts = log.events().map(({ fact }) => fact)
  const [first] = facts
  return first?.kind === 'founded' ? foldFacts(first.genesis, facts) : null
}

/**
 * Reads the chain of DAOs that are members of DAOs here: who their members are decides who is in the outer space through them (governance F13), and how they
 * decide is shown there. Nothing of it is asked of peers.
 */
export const createOrganisations = ({ chain, logger, meta, onRead, onDenied }: Parameters): Organisations => {
  const followed = new Map<Address, Followed>()
  const listeners = new Set<() => void>()
  const identity: ChainIdentity = chain.client.profile.identity

  const follow = (dao: Address): Followed => {
    const known = followed.get(dao)
    if (known !== undefined) return known
    const log = openFactLog(meta, placeOf(dao))
    const stop = chain.client.watch({
      dao,
      from: log.cursor(),
      back: () => {
        const newest = log.events().at(-1)
        return newest === undefined ? null : { number: newest.block, hash: newest.blockHash }
      },
      onFacts: (page) => {
        const facts = sinceFounding(log.events().length > 0, page.finalized)
        if (facts.length > 0 || page.cursor !== null) log.append(facts, page.cursor)
        if (facts.length === 0) return
        one.state = stateFrom(log)
        for (const listener of listeners) listener()
      },
      onHead: () => onRead(dao),
      // That the chain does not answer, the spaces say; and an address may be no DAO.
      onFailure: (error) => {
        logger.debug('organisation.unread', { dao, error: String(error) })
        if (toDaomeshError(error).code === 'CHAIN_EVENTS_DIFFER') onDenied(error, dao)
      },
    })
    const one: Followed = { log, state: stateFrom(log), stop }
    followed.set(dao, one)
    return one
  }

  const membersOf = (state: ChainState, levels: number): ReadonlyMap<Address, Organisation> => {
    const contracts = new Set(
      state.epochs.flatMap(({ members }) => members.flatMap(({ account, kind }) => (kind === memberKinds.contract ? [account] : []))),
    )
    const found = new Map<Address, Organisation>()
    for (const dao of contracts) {
      const inner = follow(dao).state
      if (inner !== null)
        found.set(dao, { space: daoSpaceOf(identity, dao), state: inner, daos: levels > 1 ? membersOf(inner, levels - 1) : new Map() })
    }
    return found
  }
  return {
    membersOf: (state) => membersOf(state, mostLevels - 1),
    look: (dao) => void follow(dao),
    organisationOf: (dao) => {
      const state = followed.get(dao)?.state ?? null
      return state === null ? null : { space: daoSpaceOf(identity, dao), state, daos: membersOf(state, mostLevels - 2) }
    },
    wasRead: (dao) => stateFrom(openFactLog(meta, placeOf(dao))) !== null,
    stateOf: (dao) => followed.get(dao)?.state ?? null,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      for (const { stop } of followed.values()) stop()
      listeners.clear()
    },
  }
}
