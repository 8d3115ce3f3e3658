import {
  chunkCountOf,
  DaomeshError,
  type DeviceId,
  type FileId,
  sealedBytes,
  type SpaceId,
  toDaomeshError,
  toError,
} from '@daomesh/protocol'
import { answerStreams, type Duplex } from '@daomesh/network'
import { createBitmap, isBitmapOf } from '../bitmap.ts'
import { type HeldFile, openHeldFile } from '../held/openHeldFile.ts'
import { fileLimits } from '../limits.ts'
import { greet } from './askFile.ts'
import { fileStream } from './fileStream.ts'
import { filesProtocol } from './frames.ts'
import type { CreateExchangeParameters } from './ports.ts'
import { serveFile } from './serveFile.ts'
import { type Download, startDownload } from './startDownload.ts'

/** How far a file has come. `waiting`: for its turn. */
export type FetchState = {
  readonly state: 'waiting' | 'fetching' | 'failed'
  readonly error: Error | null
  /** Peers that give it now. */
  readonly from: readonly DeviceId[]
}

export type Exchange = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** What is here of a file that a record names; null where not even its manifest is. @throws DaomeshError `FILE_MALFORMED`, `STORAGE_FAILED`. */
  readonly held: (space: SpaceId, file: FileId) => Promise<HeldFile | null>
  /** Fetches a file from whoever has it, until it is whole. Asking again for one that failed tries again. */
  readonly fetch: (space: SpaceId, file: FileId) => void
  /** Fetches it no longer and takes what is here of it off the disk. */
  readonly remove: (space: SpaceId, file: FileId) => Promise<void>
  readonly state: (space: SpaceId, file: FileId) => FetchState | null
  /** Asks every connected peer how much it has of a file; who does not answer is left out. */
  readonly holders: (space: SpaceId, file: FileId) => Promise<readonly { readonly peer: DeviceId; readonly chunks: number }[]>
}

type Wish = { readonly space: SpaceId; readonly file: FileId; download: Download | null; error: Error | null }
/** Files that are kept open for those who ask. */
const openAtMost = 64

/** Gives and fetches files over one protocol. It sees only ports, so a simulation runs the same code. */
export const createExchange = (p: CreateExchangeParameters): Exchange => {
  const { network, store, book } = p
  const report = p.onEvent ?? (() => undefined)
  const nameOf = (space: SpaceId, file: FileId): string => `${space}/${file}`
  const open = new Map<string, Promise<HeldFile | null>>()
  /** In the order of their turn. */
  const wishes = new Map<string, Wish>()
  const streams = new Set<Duplex>()
  let started = false
  let unlisten: () => void = () => undefined

  const held = (space: SpaceId, file: FileId): Promise<HeldFile | null> => {
    const name = nameOf(space, file)
    const known = open.get(name)
    if (known !== undefined) return known
    const { breathe } = p
    const opening = openHeldFile({
      store,
      space,
      file,
      named: book.named(space, file),
      onLost: () => report({ type: 'lost', space, file }),
      ...(breathe === undefined ? {} : { breathe }),
    })
    open.set(name, opening)
    const forget = (): void => {
      if (open.get(name) === opening) open.delete(name)
    }
    // What is not here yet, or does not open under the records of today, is looked for anew.
    opening.then((file) => file === null && forget(), forget)
    for (const old of open.keys()) if (open.size > openAtMost && !wishes.has(old)) open.delete(old)
    return opening
  }

  const sealedSize = ({ manifest }: HeldFile): number => manifest.size + chunkCountOf(manifest.size) * sealedBytes
  const admitSize = async (next: HeldFile): Promise<void> => {
    const rest = (file: HeldFile): number => (file.have.length === 0 ? 0 : sealedSize(file) * (1 - file.have.count() / file.have.length))
    const others = [...wishes.values()].flatMap(({ space, file, download }) =>
      space === next.space && file !== next.file ? (download?.held() ?? []) : [],
    )
    const size = (await store.usage(next.space)) + [next, ...others].reduce((sum, file) => sum + rest(file), 0)
    if (size > fileLimits.spaceBytes) throw new DaomeshError('FILE_LIMIT', { meta: { file: next.file, limit: fileLimits.spaceBytes } })
  }

  const active = (): readonly Wish[] => [...wishes.values()].filter(({ download }) => download !== null)
  const waiting = (): readonly Wish[] => [...wishes.values()].filter(({ download, error }) => download === null && error === null)
  const next = (): void => {
    if (!started) return
    for (const wish of waiting()) {
      if (active().length >= fileLimits.fetches) return
      begin(wish)
    }
  }
  const begin = (wish: Wish): void => {
    const { space, file } = wish
    wish.download = startDownload({
      ...p,
      space,
      file,
      held,
      report,
      admitSize,
      onEnd: (error) => {
        wish.download = null
        wish.error = error
        if (error === null) wishes.delete(nameOf(space, file))
        report(error === null ? { type: 'whole', space, file } : { type: 'failed', space, file, error })
        next()
      },
      onIdle: () => {
        // Nobody has it now: others take their turn, and it goes to the end of the row.
        if (wish.download === null || waiting().length === 0) return
        void wish.download.stop()
        wish.download = null
        wishes.delete(nameOf(space, file))
        wishes.set(nameOf(space, file), wish)
        next()
      },
    })
  }

  const answered = answerStreams({
    network,
    protocol: filesProtocol,
    perPeer: fileLimits.streamsPerPeer,
    mayAnswer: () => started,
    answer: (stream) => serveFile({ ...p, stream, held }),
    onBroken: async (peer, error) => {
      report({ type: 'broken', peer, error })
      if (toDaomeshError(error).code !== 'SYNC_FRAME') return
      report({ type: 'penalised', peer, milliseconds: fileLimits.frameFault, reason: 'SYNC_FRAME' })
      await network.cutOff(peer, fileLimits.frameFault)
    },
  })

  const askOne = async (peer: DeviceId, mine: HeldFile | null, space: SpaceId, file: FileId) => {
    const stream = await network.openStream(peer, filesProtocol)
    streams.add(stream)
    const line = fileStream(stream, p.clock)
    try {
      const have = await greet({ ...p, stream, space, file }, line)
      await stream.close()
      if (have === null || !have.manifest) return { peer, chunks: 0 }
      const length = mine?.have.length ?? have.chunks.length * 8
      return { peer, chunks: isBitmapOf(length, have.chunks) ? createBitmap(length, have.chunks).count() : 0 }
    } finally {
      line.stop()
      streams.delete(stream)
    }
  }

  return {
    start() {
      if (started) return
      started = true
      unlisten = network.onPeer(({ type, device }) => {
        if (type === 'connect') for (const { download } of active()) download?.meet(device)
      })
      next()
    },
    async stop() {
      started = false
      unlisten()
      const gone = new DaomeshError('NETWORK_OFF')
      for (const stream of streams) stream.abort(gone)
      await Promise.allSettled([answered.stop(gone), ...active().map(({ download }) => download?.stop())])
    },
    held,
    fetch(space, file) {
      const name = nameOf(space, file)
      const known = wishes.get(name)
      if (known === undefined) wishes.set(name, { space, file, download: null, error: null })
      else known.error = null
      next()
    },
    async remove(space, file) {
      const name = nameOf(space, file)
      const wish = wishes.get(name)
      wishes.delete(name)
      await wish?.download?.stop()
      await open.get(name)?.catch(() => null)
      open.delete(name)
      await store.remove(space, file)
      next()
    },
    state(space, file) {
      const wish = wishes.get(nameOf(space, file))
      if (wish === undefined) return null
      const from = [...(wish.download?.swarm()?.holders().keys() ?? [])]
      return { state: wish.error !== null ? 'failed' : wish.download === null ? 'waiting' : 'fetching', error: wish.error, from }
    },
    async holders(space, file) {
      const mine = await held(space, file)
      const answers = await Promise.all(
        network.peers().map(async ({ device }) => {
          try {
            return await askOne(device, mine, space, file)
          } catch (error) {
            // Who does not answer is left out of the answer; the reason is in the log.
            report({ type: 'broken', peer: device, error: toError(error) })
            return null
          }
        }),
      )
      return answers.filter((answer) => answer !== null)
    },
  }
}
