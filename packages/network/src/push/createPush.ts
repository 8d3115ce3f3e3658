import { type Clock, createLoad, type DeviceId, toDaomeshError, toError } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import type { GossipVerdict } from '../ports/pubSub.ts'
import { createHearPace } from './hearPace.ts'
import { createFrameEncoder, decodePush } from './pushFrame.ts'
import { createPushLane, type PushLane } from './pushLane.ts'
import { createPushPace } from './pushPace.ts'

export const pushProtocol = '/daomesh/push/1'

/** What is said in a topic, and what this node makes of it. `from` is the peer that said it. */
export type PushListener = (bytes: Uint8Array, from: DeviceId) => Promise<GossipVerdict>

export type CreatePushParameters = {
  readonly network: Pick<PeerNetwork, 'openStream' | 'handle' | 'onPeer' | 'pubsub'>
  readonly clock: Clock
  /** Called for a peer that sends what is no frame of this protocol; give it `sync.penalise`. */
  readonly penalise?: (peer: DeviceId, reason: string) => void
  /** Called when a message may not have reached everybody who listens; give it `sync.hasten`. */
  readonly onLost?: (error: Error | null) => void
}

/** Messages straight to every connected peer that listens to a topic, over one open stream per peer; nobody passes them on. */
export type Push = {
  readonly listen: (topic: string, listener: PushListener) => void
  readonly unlisten: (topic: string) => void
  /** To every peer that is known to listen and may hear it: at once, or with what else is said within a moment while much is. Copies nothing: the bytes must stay as they are. */
  readonly send: (topic: string, bytes: Uint8Array, mayHear: (peer: DeviceId) => boolean) => void
  /** Whether so much is heard that any two peers mostly differ by what is on its way. */
  readonly isLively: () => boolean
  readonly stop: () => void
}

/** Messages a second. */
const lively = 60

/** One per node: all its spaces share the streams. */
export const createPush = ({ network, clock, penalise, onLost = () => undefined }: CreatePushParameters): Push => {
  const listeners = new Map<string, PushListener>()
  const lanes = new Map<DeviceId, PushLane>()
  const encode = createFrameEncoder()

  const laneTo = (peer: DeviceId): PushLane => {
    const known = lanes.get(peer)
    if (known !== undefined) return known
    const lane = createPushLane(
      () => network.openStream(peer, pushProtocol),
      encode,
      (error) => onLost(toError(error)),
    )
    lanes.set(peer, lane)
    return lane
  }
  const drop = (peer: DeviceId): void => {
    lanes.get(peer)?.end()
    lanes.delete(peer)
  }
  const heard = createLoad(clock)
  const hearing = createHearPace(clock, heard.read)
  /** One frame after the other, its messages together, so that they are stored together: a peer that sends faster than we judge waits, and its stream fills. */
  const hear = async (stream: Duplex): Promise<void> => {
    for (;;) {
      const frame = await stream.receive()
      if (frame === null) break
      const messages = decodePush(frame)
      const turn = hearing.turn()
      if (turn !== null) await turn
      const verdicts = await Promise.all(messages.map(async ({ topic, bytes }) => listeners.get(topic)?.(bytes, stream.peer)))
      // Names of topics are no secret: whatever a stranger makes up must not look like a lively talk, or sync would wait for what is never said.
      heard.add(verdicts.filter((verdict) => verdict === 'accept').length)
    }
    await stream.close()
  }
  network.handle(pushProtocol, async (stream) => {
    try {
      await hear(stream)
    } catch (error) {
      if (toDaomeshError(error).code === 'SYNC_FRAME') penalise?.(stream.peer, 'malformed push')
      throw error
    }
  })
  const sendAll = (): void => {
    for (const lane of lanes.values()) lane.send()
  }
  const pace = createPushPace(clock, sendAll, heard.read)
  const unlisten = network.onPeer(({ type, device }) => type === 'disconnect' && drop(device))
  return {
    listen: (topic, listener) => void listeners.set(topic, listener),
    unlisten: (topic) => void listeners.delete(topic),
    send(topic, bytes, mayHear) {
      // One object for all peers: their frames then are one as well.
      const message = { topic, bytes }
      const took = network.pubsub
        .peers(topic)
        .filter(mayHear)
        .map((peer) => laneTo(peer).put(message))
      if (took.includes(true)) pace.noteMessage()
      if (took.includes(false)) onLost(null)
    },
    isLively: () => heard.read() > lively,
    stop() {
      unlisten()
      pace.stop()
      hearing.stop()
      for (const lane of lanes.values()) lane.end()
      lanes.clear()
    },
  }
}
