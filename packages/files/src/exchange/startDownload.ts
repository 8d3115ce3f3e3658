import { fault } from '@daomesh/network'
import { addressOf, DaomeshError, type DeviceId, type FileId, type SpaceId, toDaomeshError, toError } from '@daomesh/protocol'
import { fileLimits } from '../limits.ts'
import type { HeldFile } from '../held/openHeldFile.ts'
import { askFile, type AskOutcome, WrongChunk } from './askFile.ts'
import { filesProtocol } from './frames.ts'
import type { CreateExchangeParameters, Side } from './ports.ts'
import { createSwarm, type Swarm } from './swarm.ts'

/** One file being fetched from every connected peer at once. */
export type Download = {
  /** A peer is there: ask it, unless it is being asked. */
  readonly meet: (peer: DeviceId) => void
  readonly held: () => HeldFile | null
  readonly swarm: () => Swarm | null
  readonly stop: () => Promise<void>
}

type Parameters = Pick<CreateExchangeParameters, 'network' | 'clock' | 'random' | 'store' | 'admission'> &
  Pick<Side, 'held'> & {
    readonly space: SpaceId
    readonly file: FileId
    readonly report: NonNullable<CreateExchangeParameters['onEvent']>
    /** Throws `FILE_LIMIT` where the file has no room. */
    readonly admitSize: (held: HeldFile) => Promise<void>
    /** It is whole, or will not go on by itself. */
    readonly onEnd: (error: Error | null) => void
    /** Everybody was asked and nothing is under way. */
    readonly onIdle: () => void
  }

/** Failures that no other peer can mend. */
const ends = new Set(['FILE_MALFORMED', 'FILE_LIMIT', 'STORAGE_FAILED'])

export const startDownload = (p: Parameters): Download => {
  const { network, clock, space, file } = p
  const sessions = new Map<DeviceId, { readonly done: Promise<void>; readonly cut: (error: Error) => void }>()
  const timers = new Map<DeviceId, () => void>()
  const offsets = new Map<DeviceId, number>()
  let held: HeldFile | null = null
  let swarm: Swarm | null = null
  let over = false

  const offset = (peer: DeviceId): number => {
    const known = offsets.get(peer) ?? new DataView(p.random.bytes(4).buffer).getUint32(0)
    offsets.set(peer, known)
    return known
  }
  const adopt = async (next: HeldFile): Promise<HeldFile> => {
    held ??= next
    await p.admitSize(held)
    swarm ??= createSwarm(held.have, offset)
    return held
  }
  let taking: Promise<HeldFile> | null = null
  /** Two peers may bring it at once: it is written once. */
  const takeManifest = async (sealed: Uint8Array): Promise<HeldFile> => {
    if (addressOf(sealed) !== file) throw fault('another manifest')
    taking ??= keepManifest(sealed).finally(() => {
      taking = null
    })
    return taking
  }
  const keepManifest = async (sealed: Uint8Array): Promise<HeldFile> => {
    await p.store.putManifest(space, file, sealed)
    // Somebody may have looked before it was there, and found nothing.
    const opened = (await p.held(space, file)) ?? (await p.held(space, file))
    if (opened === null) throw new DaomeshError('FILE_UNKNOWN', { meta: { file } })
    return adopt(opened)
  }

  const end = (error: Error | null): void => {
    if (over) return
    over = true
    for (const cancel of timers.values()) cancel()
    timers.clear()
    const gone = error ?? new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'not needed any more' } })
    for (const { cut } of sessions.values()) cut(gone)
    p.onEnd(error)
  }
  const penalise = (peer: DeviceId, milliseconds: number, reason: string): void => {
    p.report({ type: 'penalised', peer, milliseconds, reason })
    network.cutOff(peer, milliseconds).catch((error: unknown) => p.report({ type: 'broken', peer, error: toError(error) }))
  }

  const onFailure = (peer: DeviceId, error: Error): void => {
    if (over) return
    const { code } = toDaomeshError(error)
    p.report({ type: 'broken', peer, error })
    if (error instanceof WrongChunk) penalise(peer, fileLimits.wrongChunk, error.message)
    else if (code === 'SYNC_FRAME') penalise(peer, fileLimits.frameFault, code)
    else if (ends.has(code)) end(error)
  }
  const later = (peer: DeviceId, outcome: AskOutcome): void => {
    if (over) return
    timers.get(peer)?.()
    timers.set(
      peer,
      clock.setTimer(() => meet(peer), outcome === 'some' ? fileLimits.askAgain : fileLimits.askLater),
    )
  }

  const converse = async (peer: DeviceId, opened: (cut: (error: Error) => void) => void): Promise<void> => {
    let outcome: AskOutcome = 'nothing'
    try {
      const stream = await network.openStream(peer, filesProtocol)
      opened(stream.abort)
      try {
        if (over) return stream.abort(new DaomeshError('NETWORK_OFF'))
        const fetching = {
          held: () => (swarm === null ? null : held),
          takeManifest,
          swarm: (of: HeldFile) => (swarm ??= createSwarm(of.have, offset)),
          onChunk: () => p.report({ type: 'progress', space, file }),
        }
        outcome = await askFile({ ...p, stream, fetching })
      } catch (error) {
        stream.abort(toError(error))
        throw error
      }
    } catch (error) {
      onFailure(peer, toError(error))
    } finally {
      swarm?.leave(peer)
      sessions.delete(peer)
    }
    if (outcome === 'whole') end(null)
    else later(peer, outcome)
    if (!over && sessions.size === 0) p.onIdle()
  }

  const meet = (peer: DeviceId): void => {
    timers.get(peer)?.()
    timers.delete(peer)
    if (over || sessions.has(peer) || !network.peers().some(({ device }) => device === peer)) return
    let cut: (error: Error) => void = () => undefined
    const session = { done: Promise.resolve(), cut: (error: Error) => cut(error) }
    sessions.set(peer, session)
    session.done = converse(peer, (abort) => {
      cut = abort
    })
  }

  const begin = async (): Promise<void> => {
    const here = await p.held(space, file)
    if (here !== null) await adopt(here)
    if (here?.isWhole() === true) return end(null)
    for (const { device } of network.peers()) meet(device)
    if (sessions.size === 0) p.onIdle()
  }
  begin().catch((error: unknown) => end(toError(error)))

  return {
    meet,
    held: () => held,
    swarm: () => swarm,
    stop: async () => {
      over = true
      for (const cancel of timers.values()) cancel()
      const running = [...sessions.values()]
      for (const { cut } of running) cut(new DaomeshError('NETWORK_OFF'))
      await Promise.allSettled(running.map(({ done }) => done))
    },
  }
}
