import { type Duplex, fault, fraction, frameStream } from '@daomesh/network'
import { type Clock, equalBytes, fromHex, type Random, type SpaceId } from '@daomesh/protocol'
import type { Rate } from '../admission/createRate.ts'
import type { ParcelPlace, ParcelStore } from '../store/parcelStore.ts'
import { type ParcelFrame, parcelFrames } from './frames.ts'
import { inFrames } from './inFrames.ts'
import { parcelLimits } from './parcelLimits.ts'
import { parcelIdOf } from './sealParcel.ts'
import { type ParcelRoom, takeIn } from './takeIn.ts'
import { marketLimits } from '../limits.ts'

type Parameters = {
  readonly stream: Duplex
  readonly clock: Clock
  readonly random: Random
  readonly market: SpaceId
  readonly store: ParcelStore
  readonly rate: Rate
  readonly most?: ParcelRoom
}

const pace = { burst: parcelLimits.leftAtOnce, perSecond: parcelLimits.leftPerSecond }

/**
 * Carries for one peer: names what lies in the boxes that it names, and the letters to its own device, hands out what was named, and takes in what it leaves,
 * within its bounds. What is sealed is not read; its hash is its id.
 */
export const serveParcels = async ({ stream, clock, random, market, store, rate, most }: Parameters): Promise<void> => {
  const line = frameStream({ stream, clock, silence: marketLimits.silence, codec: parcelFrames })
  const { peer } = stream
  /** What was named on this stream, and where it lies: nothing is handed out by its id alone. */
  const named = new Map<string, ParcelPlace>()
  /** What was asked for on this stream since the last `keep`. */
  let wanted: { readonly place: ParcelPlace; readonly ids: Set<string> } | null = null

  const heldAt = (place: ParcelPlace): readonly string[] => {
    const ids = store.at(place).slice(0, Math.max(0, parcelLimits.idsPerAnswer - named.size))
    for (const id of ids) named.set(id, place)
    return ids
  }
  const handOut = (ids: readonly string[]): ParcelFrame => {
    const found = ids.flatMap((id) => {
      const place = named.get(id)
      if (place === undefined) throw fault('a parcel that was not named')
      return store.get(place, id) ?? []
    })
    return { type: 'parcels', sealed: inFrames(found)[0] ?? [] }
  }
  const want = (place: ParcelPlace, ids: readonly string[]): ParcelFrame => {
    store.keepOnly(peer, place, ids)
    const held = new Set(store.at(place))
    const lacking = ids.filter((id) => !held.has(id))
    const allowed = lacking.filter(() => {
      if (!rate.allows(peer, pace)) return false
      rate.take(peer, pace)
      return true
    })
    wanted = { place, ids: new Set(allowed) }
    return { type: 'wanted', ids: allowed }
  }
  const take = (brought: readonly Uint8Array[]): ParcelFrame => {
    let parcels = 0
    for (const sealed of brought) {
      const id = parcelIdOf(sealed)
      if (wanted === null || !wanted.ids.delete(id)) throw fault('a parcel that was not wanted')
      const rank = Math.floor(fraction(random) * 2 ** 31)
      if (takeIn(store, { place: wanted.place, id, device: peer, rank, sealed }, most)) parcels += 1
    }
    return { type: 'taken', parcels }
  }
  const answerTo = (frame: ParcelFrame): ParcelFrame => {
    switch (frame.type) {
      case 'askParcels':
        return handOut(frame.ids)
      case 'keep':
        return want(frame.place, frame.ids)
      case 'bring':
        return take(frame.sealed)
      default:
        throw fault('not a question')
    }
  }
  try {
    const hello = await line.receive()
    if (hello === null) return await stream.close()
    if (hello.type !== 'hello') throw fault('no hello')
    const isOurs = equalBytes(hello.market, fromHex(market))
    const boxes = isOurs ? hello.boxes.map((name) => heldAt({ kind: 'box', name })) : []
    // Noise has shown whose device asks: letters go to nobody else.
    const letters = isOurs ? heldAt({ kind: 'device', name: peer }) : []
    await line.send({ type: 'held', isOurs, boxes, letters })
    for (let asked = 0; isOurs; asked++) {
      const frame = await line.receive()
      if (frame === null) break
      if (asked >= parcelLimits.questions) throw fault('too many questions')
      await line.send(answerTo(frame))
    }
    await stream.close()
  } finally {
    line.stop()
  }
}
