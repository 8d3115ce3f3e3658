import { createExchange, type Exchange, type ExchangeEvent, type FileStore } from '@daomesh/files'
import { fileId, type FileId, spaceId, type SpaceId, toDaomeshError, utf8 } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import { ownSeats } from '../joining/ownSeats.ts'
import type { MetaStore } from '../ports.ts'
import { atHome, type WorkShelf } from '../sales/workShelf.ts'
import { createAdmission } from '../reach/createAdmission.ts'
import { isLobby } from '../spaces/space.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { createUploads, type Uploads } from './createUploads.ts'
import { namesOfFile } from './namesOfFile.ts'

type Parameters = Pick<NodeAdapters, 'network' | 'clock' | 'random' | 'verifier' | 'deviceKey' | 'logger' | 'chain' | 'breathe'> & {
  readonly store: FileStore
  readonly meta: MetaStore
  readonly changes: Changes
  readonly spaces: Spaces
  readonly links: DeviceLinks
  readonly account: AccountChoice
  /** Files of works that are for sale, which lie where they were shared or bought. */
  readonly works: WorkShelf
}

/** The files of this node's spaces: what is handed over, what is wished for, and the exchange with others. */
export type FileDesk = {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly store: FileStore
  readonly exchange: Exchange
  readonly uploads: Uploads
  /** Fetches it until it is here, also over restarts. */
  readonly wish: (space: SpaceId, file: FileId) => void
  readonly unwish: (space: SpaceId, file: FileId) => void
}

/** Rows: a file that is wished for; one whose bytes are on disk while its record is not yet. */
const wishKey = (space: SpaceId, file: FileId): string => `fetch:${space}:${file}`
export const stagedKey = (space: SpaceId, file: FileId): string => `staged:${space}:${file}`

const readKey = (key: string): { readonly space: SpaceId; readonly file: FileId } | null => {
  const [, space, file] = key.split(':')
  const parsed = [spaceId.safeParse(space), fileId.safeParse(file)] as const
  return parsed[0].success && parsed[1].success ? { space: parsed[0].data, file: parsed[1].data } : null
}

/** A download reports each chunk; screens need it four times a second. */
const pause = 250

export const createFileDesk = (p: Parameters): FileDesk => {
  const { meta, changes, spaces, clock, logger, works } = p
  const store = atHome(p.store, works)
  const rowsOf = (space: SpaceId, file: FileId) => {
    const found = spaces.find(space)
    return found === undefined || isLobby(found) ? [] : namesOfFile(found.registers(), file)
  }
  const told = new Map<SpaceId, () => void>()
  const tell = (space: SpaceId): void => {
    if (told.has(space)) return
    told.set(
      space,
      clock.setTimer(() => {
        told.delete(space)
        changes.mark(`files:${space}`, ...(works.has(space) ? ['sales'] : []))
      }, pause),
    )
  }
  const wish = (space: SpaceId, file: FileId): void => {
    if (meta.get(wishKey(space, file)) === undefined) meta.set(wishKey(space, file), utf8(''))
    exchange.fetch(space, file)
    tell(space)
  }

  const onEvent = (event: ExchangeEvent): void => {
    switch (event.type) {
      case 'progress':
        return tell(event.space)
      case 'whole':
        meta.delete(wishKey(event.space, event.file))
        return tell(event.space)
      case 'failed':
        logger.warn('file.unfetched', { file: event.file, code: toDaomeshError(event.error).code })
        return tell(event.space)
      case 'lost':
        logger.warn('file.damaged', { file: event.file })
        return wish(event.space, event.file)
      case 'penalised':
        return logger.warn('peer.cutOff', { peer: event.peer, reason: event.reason })
      case 'broken':
        return logger.debug('file.streamEnded', { peer: event.peer, code: toDaomeshError(event.error).code })
    }
  }
  const admission = createAdmission({ ...p, find: spaces.find, all: spaces.all, seats: () => ownSeats(p.account.current(), spaces.daos()) })
  const exchange = createExchange({
    ...p,
    store,
    book: {
      spaces: () => [...[...spaces.daos(), ...spaces.deals()].map(({ id }) => id), ...works.spaces()],
      named: (space, file) => (works.has(space) ? works.named(space, file) : rowsOf(space, file)),
      shared: (space, file) =>
        works.has(space) ? works.named(space, file).length > 0 : rowsOf(space, file).some(({ withdrawn }) => !withdrawn),
    },
    // What is for sale is sealed under a key that only buyers have: who knows the listing may carry it.
    admission: {
      prove: (space, peer) => (works.has(space) ? Promise.resolve(new Uint8Array()) : admission.prove(space, peer)),
      admit: (space, peer, proof) => (works.has(space) ? Promise.resolve('admit' as const) : admission.admit(space, peer, proof)),
    },
    onEvent,
  })
  const uploads = createUploads({ ...p, store })

  /** A crash between the bytes and the record leaves bytes that nothing names. */
  const removeUnnamed = async (): Promise<void> => {
    for (const { key } of meta.list('staged:')) {
      const place = readKey(key)
      if (place !== null && rowsOf(place.space, place.file).length === 0) await store.remove(place.space, place.file)
      meta.delete(key)
    }
  }
  return {
    start: async () => {
      try {
        await store.sweep()
        await removeUnnamed()
      } catch (error) {
        // Files are not what a node needs to start: whoever asks for one hears of the disk.
        logger.error('file.unswept', { code: toDaomeshError(error).code })
      }
      for (const { key } of meta.list('fetch:')) {
        const place = readKey(key)
        if (place !== null) exchange.fetch(place.space, place.file)
      }
      exchange.start()
    },
    stop: async () => {
      for (const cancel of told.values()) cancel()
      await exchange.stop()
      await uploads.close()
    },
    store,
    exchange,
    uploads,
    wish,
    unwish: (space, file) => meta.delete(wishKey(space, file)),
  }
}
