import {
  arbitersIn,
  arbitersLetIn,
  type ChainState,
  type DealArbiters,
  dealReducer,
  dealViews,
  type DeviceValue,
  isUnlinked,
  keys,
  valuesOf,
} from '@daomesh/governance'
import { type Address, type DealSide, dealSides, daoSpaceOf, type SpaceId, type ViewFacts } from '@daomesh/protocol'
import { createAgreementBook } from '../deals/createAgreementBook.ts'
import { createArbiterDaos } from '../deals/createArbiterDaos.ts'
import { createKeyring } from '../keyring/createKeyring.ts'
import type { RosterBook } from './createRosterBook.ts'
import type { Opening } from './opening.ts'
import { openSpaceReplica } from './openSpaceReplica.ts'
import { openWriting } from './openWriting.ts'
import type { DealRecord } from './records.ts'
import type { DaoSpace, DealSpace } from './space.ts'

/** A deal: the replica of both parties' members, under both rosters. Its keys go to whoever belongs to either. */
export const openDealSpace = async (
  opening: Opening,
  record: DealRecord,
  rosters: RosterBook,
  daoSpace: (space: SpaceId) => DaoSpace | undefined,
): Promise<DealSpace> => {
  const { adapters, meta, account, changes, reach } = opening
  const { chain } = adapters
  const deal = record.opening
  const noted = () => changes.mark('spaces', `space:${record.space}`)

  /** Set once the replica is open: facts may come before. */
  let tell: (() => Promise<void>) | null = null
  const onRoster = async (): Promise<void> => {
    known = viewsNow()
    await tell?.()
  }
  const rosterOf = (side: DealSide) => {
    const party = deal[side]
    return party.kind === 'person' ? null : rosters.follow(party, onRoster)
  }
  const followedRosters = { issuer: rosterOf('issuer'), hunter: rosterOf('hunter') }
  const states = (): Readonly<Record<DealSide, ChainState | null>> => ({
    issuer: followedRosters.issuer?.state() ?? null,
    hunter: followedRosters.hunter?.state() ?? null,
  })
  /** Whose device is in the deal in its own name has a key; known once the replica is open. */
  let isPerson = (one: Address): boolean => one === account.current()
  /** Whoever both sides agreed on as arbiter; and this node's account where it entered as such, which others let in only then. */
  let arbiters: Omit<DealArbiters, 'daos'> = { letIn: new Set(), agreed: new Set() }
  const arbiterDaos = createArbiterDaos({ opening, isPerson: (one) => isPerson(one), onChange: () => onRoster() })
  const viewsNow = () => {
    const self = record.arbiter === true ? (record.arbiterDao ?? account.current()) : null
    const own = self === null ? [] : [self]
    const [letIn, agreed] = [arbiters.letIn, arbiters.agreed].map((some) => new Set([...some, ...own])) as [Set<Address>, Set<Address>]
    return dealViews(deal, states(), { letIn, agreed, daos: arbiterDaos.among([...letIn, ...agreed]) })
  }
  let known = viewsNow()
  const views: ViewFacts = { lookup: (view) => known.lookup(view), current: () => known.current() }
  const keyring = createKeyring(meta, record.space)
  const reduce = dealReducer({
    chain: record.chain,
    opening: deal,
    recover: adapters.verifier.recoverAccount,
    sidesOf: (one, view) => known.sidesOf(one, view),
  })
  const ownView = () => {
    const self = account.current()
    return self === null ? known.current() : known.of(self)
  }
  const atOpening = known
  const { replica, registers } = await openSpaceReplica({
    opening,
    space: record.space,
    keyring,
    reduce,
    views,
  })
  isPerson = (one) => one === account.current() || valuesOf<DeviceValue>(registers(), keys.devices).some(({ member }) => member === one)

  /** Before anybody wrote here: the device that posted, and those of who belongs to a DAO that this node is in. */
  const knownDevices = (): readonly DeviceValue[] => [
    ...(record.receiver === undefined ? [] : [record.receiver]),
    ...dealSides.flatMap((side) => {
      const party = deal[side]
      const dao = party.kind === 'dao' ? daoSpace(daoSpaceOf(deal.chain, party.dao)) : undefined
      const registers = dao?.registers()
      return registers === undefined
        ? []
        : valuesOf<DeviceValue>(registers, keys.devices).filter(({ member, device }) => !isUnlinked(registers, member, device))
    }),
  ]
  const { part, followed } = openWriting({
    opening,
    record,
    replica,
    registers,
    keyring,
    views,
    ownView,
    knownDevices,
    mayBegin: () => record.opener,
  })
  /** True where somebody came in who was not. */
  const meetArbiters = (): boolean => {
    const met = { letIn: arbitersLetIn(registers()), agreed: arbitersIn(registers()) }
    if (met.letIn.size === arbiters.letIn.size && met.agreed.size === arbiters.agreed.size) return false
    arbiters = met
    known = viewsNow()
    return true
  }
  const unsubscribe = replica.subscribe(() => {
    if (meetArbiters())
      void tell?.().catch((error: unknown) => adapters.logger.warn('deal.unfollowed', { space: record.space, error: String(error) }))
    followed.learn()
    followed.planSealing()
    noted()
  })
  tell = async () => {
    await replica.viewsChanged()
    followed.learn()
    followed.planSealing()
    // Who was unknown may belong to a party now, or to its arbiter, here and at the others.
    reach().behind()
    noted()
  }
  meetArbiters()
  if (known !== atOpening) await replica.viewsChanged()
  followed.learn()
  // A crash may have come between the record that seals a key, the key, and what it opens.
  if (replica.waiting().key > 0) followed.unlock()

  return {
    id: record.space,
    record,
    replica,
    keyring,
    view: views.current,
    registers,
    states,
    sidesOf: (one) => known.sidesOf(one, views.current()),
    arbiters: () => arbiters.agreed,
    wasMember: (one) =>
      [states().issuer, states().hunter, ...[...arbiterDaos.among(arbiters.agreed).values()].map(({ state }) => state)].some(
        (state) => state?.epochs.some(({ members }) => members.some((seat) => seat.account === one)) === true,
      ),
    signed: createAgreementBook({ client: chain.client, opening: deal, onChange: noted }),
    ...part,
    close: async () => {
      for (const roster of [followedRosters.issuer, followedRosters.hunter]) roster?.close()
      arbiterDaos.close()
      followed.stop()
      unsubscribe()
      await replica.close()
    },
  }
}
