import { type Clock, DaomeshError, type DeviceId, spaceTagOf, type SyncSpace, toError, toHex } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import { type Ask, createAsker, isReply } from './asker.ts'
import { type Channel, type ChannelState, createChannel } from './channel.ts'
import { fault } from '../frames/fault.ts'
import type { Admission, Frontiers, SyncTiming } from './ports.ts'
import { serve } from './serve.ts'
import { decodeSyncFrame, encodeSyncFrame, isRefusal, type SessionMode, type SyncFrame, syncLimits } from './syncFrames.ts'
import { createWatchdog } from './watchdog.ts'

export type SessionParameters = {
  readonly stream: Duplex
  readonly self: DeviceId
  readonly opener: boolean
  readonly mode: SessionMode
  /** Of the opener those that it names, at most `syncLimits.tags`; of the other side all that it is in. */
  readonly spaces: readonly SyncSpace[]
  readonly clock: Clock
  readonly timing: Pick<SyncTiming, 'step' | 'session'>
  readonly frontiers: Frontiers | null
  readonly admission: Admission
  /** Runs on each common channel, one after the other; the mode is the opener's. */
  readonly onChannel: (channel: Channel, mode: SessionMode) => Promise<void>
}

/**
 * One session over one stream: hello, proofs, then both sides ask and answer at the same time until both are done.
 * The receive loop never waits for a send, so two full pipes cannot block each other.
 * @returns the opener's mode.
 * @throws DaomeshError `SYNC_FRAME` when the peer breaks the protocol, `PEER_UNREACHABLE` when it falls silent or the stream is cut.
 */
export const runSession = async (p: SessionParameters): Promise<SessionMode> => {
  const { stream, self } = p
  const { peer } = stream
  const unreachable = (reason: string) => new DaomeshError('PEER_UNREACHABLE', { meta: { reason, peer } })
  const watchdog = createWatchdog(p.clock, p.timing, (reason) => breakOff(unreachable(reason)))
  const send = async (frame: SyncFrame): Promise<void> => {
    await stream.send(encodeSyncFrame(frame))
    watchdog.touch()
  }
  const asker = createAsker(send)
  const { spaces } = p
  const channels = new Map<number, ChannelState>()
  const opened = Promise.withResolvers<SessionMode>()
  const peerDone = Promise.withResolvers<void>()
  for (const one of [opened, peerDone]) (one.promise as Promise<unknown>).catch(() => undefined)
  let serving: Promise<void> = Promise.resolve()
  let complete = false

  const breakOff = (error: Error): void => {
    asker.fail(error)
    opened.reject(error)
    peerDone.reject(error)
    for (const state of channels.values()) state.fail(error)
    stream.abort(error)
  }

  const sendHello = (named: readonly SyncSpace[]): Promise<void> =>
    send({ type: 'hello', mode: p.mode, tags: named.map(({ space }) => spaceTagOf(space, self, peer)) })

  const onHello = (frame: Extract<SyncFrame, { type: 'hello' }>): void => {
    const places = new Map(frame.tags.map((tag, at) => [toHex(tag), at]))
    for (const [index, space] of spaces.entries()) {
      const at = places.get(toHex(spaceTagOf(space.space, peer, self)))
      const channel = p.opener ? index : at
      if (at !== undefined && channel !== undefined) channels.set(channel, createChannel(channel, space, asker, send))
    }
    opened.resolve(p.opener ? p.mode : frame.mode)
    onDone()
  }

  const onDone = (): void => {
    if (![...channels.values()].every((state) => state.done())) return
    complete = true
    peerDone.resolve()
  }

  const onAsk = (ask: Ask, state: ChannelState): void => {
    if (state.verdict() !== 'admit') throw fault('asked before being admitted')
    if (++state.waitingAsks > syncLimits.waitingAsks) throw fault('too many questions at once')
    serving = serving
      .then(() => serve(ask, state.view.space, send))
      .then(() => void state.waitingAsks--)
      .catch((error: unknown) => breakOff(toError(error)))
  }

  /** Only who has heard that it is let in sends them, and only then. */
  const onFrontiers = async (frontiers: readonly Uint8Array[], state: ChannelState): Promise<void> => {
    const verdict = state.verdict()
    if (verdict === null) throw fault('frontiers before a verdict')
    if (isRefusal(verdict)) return
    for (const bytes of frontiers)
      if ((await p.frontiers?.receive(state.view.space.space, bytes)) === 'reject') throw fault('forged frontier')
  }

  const onFrame = (frame: SyncFrame): Promise<void> | void => {
    if (frame.type === 'hello') throw fault('hello twice')
    const state = channels.get(frame.channel)
    if (state === undefined) throw fault('unknown channel')
    if (isReply(frame)) return asker.onReply(frame)
    if (frame.type === 'proof') return state.onProof(frame.proof)
    if (frame.type === 'verdict') return state.onVerdict(frame.verdict, frame.last)
    if (frame.type === 'frontiers') return onFrontiers(frame.frontiers, state)
    if (frame.type !== 'done') return onAsk(frame, state)
    state.onDone()
    onDone()
  }

  const receiveAll = async (): Promise<void> => {
    let greeted = false
    for (;;) {
      const bytes = await stream.receive()
      if (bytes === null) {
        if (complete) return
        throw unreachable('stream ended early')
      }
      watchdog.hold()
      const frame = decodeSyncFrame(bytes)
      if (greeted) await onFrame(frame)
      else if (frame.type === 'hello') onHello(frame)
      else throw fault('hello comes first')
      greeted = true
      watchdog.touch()
    }
  }

  const converse = async (): Promise<void> => {
    if (p.opener) await sendHello(spaces)
    const mode = await opened.promise
    const inOrder = [...channels.values()].sort((a, b) => a.view.channel - b.view.channel)
    // However many it is in, what it recognised fits into a hello, since the opener named it in one.
    if (!p.opener) await sendHello(inOrder.map(({ view }) => view.space))
    for (const { view } of inOrder)
      await send({ type: 'proof', channel: view.channel, proof: await p.admission.prove(view.space.space, peer) })
    for (const { view } of inOrder) {
      await p.onChannel(view, mode)
      await send({ type: 'done', channel: view.channel })
    }
    await peerDone.promise
    await serving
    await stream.close()
  }

  const guard = async (part: () => Promise<void>): Promise<void> => {
    try {
      await part()
    } catch (error) {
      breakOff(toError(error))
      throw error
    }
  }
  const parts = await Promise.allSettled([guard(receiveAll), guard(converse)])
  watchdog.stop()
  // A cut stream also fails our sends; the fault that caused it is the one to report.
  const failures = parts.filter((part) => part.status === 'rejected').map((part) => toError(part.reason))
  const worst = failures.find((error) => error instanceof DaomeshError && error.code !== 'PEER_UNREACHABLE') ?? failures[0]
  if (worst !== undefined) throw worst
  return opened.promise
}
