import type { PeerNetwork } from '@daomesh/network'
import { type Clock, type DeviceId, hexHashOf, type Random, type SpaceId } from '@daomesh/protocol'
import { createRate } from '../admission/createRate.ts'
import { createRefusals } from '../exchange/createRefusals.ts'
import { createPeerSessions } from '../exchange/peerSessions.ts'
import { marketLimits } from '../limits.ts'
import type { ParcelPlace, ParcelStore } from '../store/parcelStore.ts'
import { askParcels, type OwnPlace } from './askParcels.ts'
import { parcelProtocol } from './frames.ts'
import { parcelLimits } from './parcelLimits.ts'
import { serveParcels } from './serveParcels.ts'
import type { ParcelRoom } from './takeIn.ts'

/** Whose parcels they are: what this node looks for and leaves at carriers. */
export type ParcelSource = {
  /** Whether there is anything to ask anybody about. */
  readonly isWaiting: () => boolean
  /** `mayLeave`: whether this carrier is one of those at which things are left. */
  readonly placesAt: (carrier: DeviceId, mayLeave: boolean) => readonly OwnPlace[]
  /** Takes in what a carrier handed out, which may be anything, and blames nobody. Answers the ids of what is not to be fetched again soon. */
  readonly take: (carrier: DeviceId, place: ParcelPlace, sealed: readonly Uint8Array[]) => Promise<readonly string[]>
}

export type CreateParcelsParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly market: SpaceId
  readonly store: ParcelStore
  readonly most?: ParcelRoom
  readonly penalise: (peer: DeviceId, milliseconds: number, reason: string) => void
  readonly onBroken: (peer: DeviceId, code: string) => void
}

/** Carrying for others in a market, and having others carry. */
export type Parcels = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** From now on things are looked for and left for this source. */
  readonly follow: (source: ParcelSource) => void
  /** Something is new to leave, or to look for. */
  readonly hasten: () => void
  readonly size: ParcelStore['size']
  /** Forgets what is carried for others. */
  readonly clear: () => void
}

/**
 * Blind store and forward among those who are in a market. Each keeps sealed parcels of others until they are asked for, within hard bounds, and hands them to
 * whoever names their box, or to the device that they are for. Everything here is a hint: what is lost is left again, or comes by sync.
 */
export const createParcels = (p: CreateParcelsParameters): Parcels => {
  const { network, clock, market, store } = p
  const sessions = createRate({ clock, most: marketLimits.rates })
  const rate = createRate({ clock, most: marketLimits.rates })
  const pace = { burst: parcelLimits.sessionsAtOnce, perSecond: 1 / parcelLimits.sessionSeconds }
  const refusals = createRefusals(clock)
  /** Who has answered as somebody of this market, with what was left there last. */
  const carriers = new Map<DeviceId, Map<string, string>>()
  let source: ParcelSource | null = null
  let unlisten: () => void = () => undefined

  /** A few of those who are here, and the same ones as long as they are: what was left there need not be left again elsewhere. */
  const mayLeave = (carrier: DeviceId): boolean => {
    const rankOf = (device: DeviceId): string => hexHashOf('daomesh/parcel/carrier/1', network.self, device)
    const mine = rankOf(carrier)
    const before = network.peers().filter(({ device }) => device !== carrier && carriers.has(device) && rankOf(device) < mine)
    return before.length < parcelLimits.carriers
  }
  const asking = createPeerSessions({
    ...p,
    protocol: parcelProtocol,
    pause: parcelLimits.pause,
    mayAsk: () => source?.isWaiting() === true,
    mayServe: (peer) => {
      if (!sessions.allows(peer, pace)) return false
      sessions.take(peer, pace)
      return true
    },
    serve: (stream) => serveParcels({ ...p, stream, rate }),
    ask: async (stream) => {
      const carrier = stream.peer
      const of = source
      if (of === null) return { isNews: false }
      const said = carriers.get(carrier) ?? new Map<string, string>()
      const { isOurs, useful, left } = await askParcels({
        stream,
        said,
        clock,
        market,
        places: of.placesAt(carrier, mayLeave(carrier)),
        isRefused: refusals.has,
        take: async (place, sealed) => {
          const done = await of.take(carrier, place, sealed)
          for (const id of done) refusals.add(id)
          return sealed.length - done.length
        },
      })
      if (isOurs) carriers.set(carrier, said)
      else carriers.delete(carrier)
      return { isNews: useful + left > 0 }
    },
  })
  return {
    start: () => {
      unlisten()
      unlisten = network.onPeer(({ type, device }) => {
        if (type !== 'connect') carriers.delete(device)
      })
      asking.start()
    },
    stop: async () => {
      unlisten()
      carriers.clear()
      await asking.stop()
    },
    follow: (given) => {
      source = given
      asking.hasten()
    },
    hasten: asking.hasten,
    size: store.size,
    clear: store.clear,
  }
}
