import {
  applyFacts,
  daoReducer,
  type DeviceValue,
  foldFacts,
  isUnlinked,
  keys,
  memberKindOf,
  type Registers,
  sealsOf,
  valuesOf,
  type DaoViews,
  viewsOf,
} from '@daomesh/governance'
import type { FactsPage } from '@daomesh/chain'
import { type ChainCut, type ChainEvent, seatIn, type ViewFacts } from '@daomesh/protocol'
import { earlierCuts } from '../frontiers/earlierCuts.ts'
import type { Claim } from '../frontiers/frontier.ts'
import { createFirstKey } from '../keyring/createFirstKey.ts'
import { createKeyring } from '../keyring/createKeyring.ts'
import { createSignedBook } from '../nested/createSignedBook.ts'
import { createNames } from './createNames.ts'
import type { Opening } from './opening.ts'
import { createSlotBook } from '../slots/createSlotBook.ts'
import { createSpentSlots } from '../slots/createSpentSlots.ts'
import { openFactLog } from './facts.ts'
import { foldVersion } from './foldVersion.ts'
import { openSpaceReplica } from './openSpaceReplica.ts'
import { openWriting } from './openWriting.ts'
import type { DaoRecord } from './records.ts'
import type { DaoSpace } from './space.ts'

/** A DAO's space: its replica, its chain facts, its keys, and this device's writing. */
export const openDaoSpace = async (opening: Opening, record: DaoRecord, lobbyRegisters: () => Registers | null): Promise<DaoSpace> => {
  const { adapters, meta, account, changes, reach } = opening
  const { chain, random, clock, logger } = adapters
  const facts = openFactLog(meta, record.space)
  let state = foldFacts(
    record.genesis,
    facts.events().map(({ fact }) => fact),
  )
  const viewsNow = (): DaoViews => viewsOf(record.space, state, opening.organisations.membersOf(state))
  let known = viewsNow()
  let unfinalized: readonly ChainEvent[] = []
  const views: ViewFacts = { lookup: (view) => known.lookup(view), current: () => known.current() }
  const ownView = () => {
    const self = account.current()
    return self === null ? known.current() : known.of(self)
  }
  const keyring = createKeyring(meta, record.space)
  const reduce = daoReducer({
    chain: record.chain,
    dao: record.dao,
    recover: adapters.verifier.recoverAccount,
    memberKindOf: memberKindOf(() => state),
  })
  const { replica, registers } = await openSpaceReplica({
    opening,
    space: record.space,
    keyring,
    reduce,
    views,
  })

  const withNames = createNames(record.dao)
  const signed = createSignedBook({
    client: chain.client,
    dao: record.dao,
    onChange: () => changes.mark('spaces', `space:${record.space}`),
  })
  const knownDevices = (): readonly DeviceValue[] => {
    const lobby = lobbyRegisters()
    return lobby === null
      ? []
      : valuesOf<DeviceValue>(lobby, keys.devices).filter(({ member, device }) => !isUnlinked(lobby, member, device))
  }
  const firstKey = createFirstKey({
    clock,
    random,
    isKeyless: () => {
      const self = account.current()
      if (self === null || seatIn(views.current(), self) === null || sealsOf(registers()).length > 0) return false
      const known = [...knownDevices(), ...valuesOf<DeviceValue>(registers(), keys.devices)]
      return known.some(({ device, member }) => device !== adapters.deviceKey.device && seatIn(views.current(), member) !== null)
    },
    onDue: () => changes.mark('spaces', `space:${record.space}`),
  })
  const { part, ownLog, followed } = openWriting({
    opening,
    record,
    replica,
    registers,
    keyring,
    views,
    ownView,
    knownDevices,
    mayBegin: () => record.proposer || firstKey.isDue(),
  })

  /** Whether the chain was read up to its head since this start. */
  let chainRead = false
  const slotBook = createSlotBook({
    meta,
    random,
    space: record.space,
    registers,
    facts,
    unfinalized: () => unfinalized,
    chainRead: () => chainRead,
  })
  const spentSlots = createSpentSlots({
    meta,
    clock,
    client: chain.client,
    logger,
    record,
    registers,
    state: () => state,
    facts,
    onSpent: () => changes.mark('spaces', `space:${record.space}`),
  })

  /** Pages of facts under which not everything is judged yet. */
  let judging = 0
  let earlier: { readonly of: ChainCut | null; readonly cuts: readonly ChainCut[] } = { of: null, cuts: [] }
  const claim = (): Claim => {
    const cut = facts.cut()
    if (earlier.of !== cut) earlier = { of: cut, cuts: earlierCuts(facts) }
    const stateHash = judging > 0 ? null : replica.stateHash(cut)
    return { foldVersion, cut, earlier: earlier.cuts, unjudgedRoot: replica.unjudgedRoot(), stateHash }
  }
  let closed = false
  const unsubscribe = replica.subscribe(() => {
    followed.learn()
    firstKey.look()
    followed.planSealing()
    spentSlots.soon()
    changes.mark('spaces', `space:${record.space}`)
  })
  followed.learn()
  firstKey.look()
  // A crash may have come between the record that seals a key, the key, and what it opens.
  if (replica.waiting().key > 0) followed.unlock()

  /** Facts are stored and told before all of it was judged by them: where that failed, the same page comes again. */
  let unjudged = false
  const onFacts = async (page: FactsPage) => {
    if (closed) return
    const news = page.finalized.length > 0 || page.cursor !== null ? facts.append(page.finalized, page.cursor) : []
    if (news.length > 0 && !unjudged) {
      unjudged = true
      judging += 1
    }
    unfinalized = page.unfinalized
    if (news.length > 0)
      state = applyFacts(
        state,
        news.map(({ fact }) => fact),
      )
    if (unjudged) {
      known = viewsNow()
      await replica.viewsChanged()
      unjudged = false
      judging -= 1
      followed.learn()
      // Who was unknown may be a member now, here and at the others.
      if (page.finalized.some(({ fact }) => fact.kind === 'rosterChanged')) reach().behind()
    }
    firstKey.look()
    chainRead ||= !page.more
    spentSlots.soon()
    changes.mark('spaces', `space:${record.space}`)
  }
  /** Who is in the space through DAOs among the members came or went. */
  const onOrganisations = async () => {
    known = viewsNow()
    judging += 1
    await replica.viewsChanged().finally(() => {
      judging -= 1
    })
    followed.learn()
    followed.planSealing()
    reach().behind()
    changes.mark('spaces', `space:${record.space}`)
  }
  const unlisten = opening.organisations.listen(() => {
    if (!closed)
      onOrganisations().catch((error: unknown) => logger.warn('record.unfollowed', { space: record.space, error: String(error) }))
  })
  const stopWatching = chain.client.watch({
    dao: record.dao,
    from: facts.cursor(),
    back: () => {
      const newest = facts.events().at(-1)
      return newest === undefined ? null : { number: newest.block, hash: newest.blockHash }
    },
    genesis: record.genesis,
    onFacts,
    onHead: (head) => opening.onHead(head, record.dao),
    onFailure: (error) => opening.onChainFailure(error, record.dao),
  })

  return {
    id: record.space,
    record,
    replica,
    keyring,
    view: views.current,
    viewAt: views.lookup,
    registers: () => withNames(signed.show(registers()), state),
    signed,
    facts,
    chainState: () => state,
    claim,
    unfinalized: () => unfinalized,
    ...part,
    ownLog,
    takeSlot: async () => {
      const log = await ownLog()
      return slotBook.take(account.required(), log)
    },
    spentSlots,
    close: async () => {
      closed = true
      followed.stop()
      firstKey.stop()
      spentSlots.close()
      stopWatching()
      opening.onUnwatched(record.dao)
      unlisten()
      unsubscribe()
      await replica.close()
    },
  }
}
