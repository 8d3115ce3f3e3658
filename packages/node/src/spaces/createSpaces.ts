import { DaomeshError, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import { createRosterBook } from './createRosterBook.ts'
import { openDaoSpace } from './openDaoSpace.ts'
import { openDealSpace } from './openDealSpace.ts'
import type { Opening } from './opening.ts'
import { openLobbySpace } from './openLobbySpace.ts'
import { forgetSpaceRecord, loadSpaceRecords, saveSpaceRecord, type SpaceRecord } from './records.ts'
import { isDao, isDeal, isLobby, type Space } from './space.ts'
import type { Spaces } from './spaces.ts'

export const createSpaces = (opening: Opening): Spaces => {
  const { meta, changes } = opening
  const open = new Map<SpaceId, Space>()
  const running = new Map<SpaceId, Promise<Space>>()

  const daoSpace = (id: SpaceId) => {
    const space = open.get(id)
    return space !== undefined && isDao(space) ? space : undefined
  }
  const rosters = createRosterBook({ ...opening, chain: opening.adapters.chain.client.profile.identity, daoSpace })

  const openRecord = (record: SpaceRecord): Promise<Space> => {
    if (record.type === 'lobby') return openLobbySpace(opening, record)
    if (record.type === 'deal') return openDealSpace(opening, record, rosters, daoSpace)
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
      opening.adapters.logger.info('space.opened', { space: record.space, type: record.type, entries: space.replica.count() })
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
    deal: (id) => {
      const space = open.get(id)
      if (space === undefined || !isDeal(space)) throw unknown(id)
      return space
    },
    writing: (id) => {
      const space = open.get(id)
      if (space === undefined || isLobby(space)) throw unknown(id)
      return space
    },
    daos: () => [...open.values()].filter(isDao),
    deals: () => [...open.values()].filter(isDeal),
    lobbies: () => [...open.values()].filter(isLobby),
    add,
    remove: async (id) => {
      await open.get(id)?.close()
      open.delete(id)
      forgetSpaceRecord(meta, id)
      changes.mark('spaces')
    },
    openStored: async () => {
      // Lobbies first: a DAO's first key is sealed to the devices its lobby knows; deals last, which ask their DAOs the same.
      const turn = { lobby: 0, dao: 1, deal: 2 }
      const records = [...loadSpaceRecords(meta)].sort((a, b) => turn[a.type] - turn[b.type])
      for (const record of records) {
        try {
          await add(record)
        } catch (error) {
          // One space whose rows are damaged must not keep the others closed. A disk that refuses is no matter of one space.
          if (toDaomeshError(error).code !== 'STORAGE_DAMAGED') throw error
          meta.unreadable?.(`space:${record.space}`, error)
        }
      }
    },
    close: async () => {
      for (const space of open.values()) await space.close()
      open.clear()
    },
  }
}
