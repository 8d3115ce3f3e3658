import type { ChainHead } from '@daomesh/chain'
import { DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import type { MetaStore } from '../ports.ts'
import type { Reach } from '../reach/createReach.ts'
import { openDaoSpace } from './openDaoSpace.ts'
import { openLobbySpace } from './openLobbySpace.ts'
import { type DaoRecord, forgetSpaceRecord, loadSpaceRecords, type LobbyRecord, saveSpaceRecord, type SpaceRecord } from './records.ts'
import { type DaoSpace, isDao, isLobby, type LobbySpace, type Space } from './space.ts'

/** What opening a space needs from the rest of the node. `reach` is late: it is made after the spaces it syncs. */
export type Opening = {
  readonly adapters: NodeAdapters
  readonly meta: MetaStore
  readonly links: DeviceLinks
  readonly account: AccountChoice
  readonly changes: Changes
  readonly reach: () => Reach
  readonly onHead: (head: ChainHead) => void
  readonly onChainFailure: (error: unknown) => void
}

/** The spaces this node is in, open. */
export type Spaces = {
  readonly all: () => readonly Space[]
  readonly find: (space: SpaceId) => Space | undefined
  /** @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly dao: (space: SpaceId) => DaoSpace
  /** @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly lobby: (space: SpaceId) => LobbySpace
  readonly daos: () => readonly DaoSpace[]
  readonly lobbies: () => readonly LobbySpace[]
  /** Keeps the record and opens the space; opening an open one answers it. */
  readonly add: (record: SpaceRecord) => Promise<Space>
  /** Closes the space and forgets that this node is in it. Its records stay in the store. */
  readonly remove: (space: SpaceId) => Promise<void>
  readonly openStored: () => Promise<void>
  readonly close: () => Promise<void>
}

export const createSpaces = (opening: Opening): Spaces => {
  const { meta, changes } = opening
  const open = new Map<SpaceId, Space>()
  const running = new Map<SpaceId, Promise<Space>>()

  const openRecord = (record: LobbyRecord | DaoRecord): Promise<Space> => {
    if (record.type === 'lobby') return openLobbySpace(opening, record)
    const { lobby } = record
    return openDaoSpace(opening, record, () => (lobby === null ? null : (open.get(lobby)?.registers() ?? null)))
  }

  const add = async (record: SpaceRecord): Promise<Space> => {
    const known = open.get(record.space) ?? (await running.get(record.space))
    if (known !== undefined) return known
    saveSpaceRecord(meta, record)
    const opened = openRecord(record)
    running.set(record.space, opened)
    try {
      const space = await opened
      open.set(record.space, space)
      changes.mark('spaces', `space:${record.space}`)
      return space
    } finally {
      running.delete(record.space)
    }
  }

  const unknown = (space: SpaceId) => new DaomeshError('SPACE_UNKNOWN', { meta: { space } })
  return {
    all: () => [...open.values()],
    find: (space) => open.get(space),
    dao: (id) => {
      const space = open.get(id)
      if (space === undefined || !isDao(space)) throw unknown(id)
      return space
    },
    lobby: (id) => {
      const space = open.get(id)
      if (space === undefined || !isLobby(space)) throw unknown(id)
      return space
    },
    daos: () => [...open.values()].filter(isDao),
    lobbies: () => [...open.values()].filter(isLobby),
    add,
    remove: async (id) => {
      await open.get(id)?.close()
      open.delete(id)
      forgetSpaceRecord(meta, id)
      changes.mark('spaces')
    },
    openStored: async () => {
      // Lobbies first: a DAO's first key is sealed to the devices its lobby knows.
      const records = [...loadSpaceRecords(meta)].sort((a, b) => (a.type === b.type ? 0 : a.type === 'lobby' ? -1 : 1))
      for (const record of records) await add(record)
    },
    close: async () => {
      for (const space of open.values()) await space.close()
      open.clear()
    },
  }
}
