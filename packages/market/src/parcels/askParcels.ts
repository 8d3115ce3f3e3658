import { type Duplex, fault, frameStream } from '@daomesh/network'
import { type Clock, fromHex, type SpaceId } from '@daomesh/protocol'
import type { ParcelPlace } from '../store/parcelStore.ts'
import { parcelFrames } from './frames.ts'
import { inFrames } from './inFrames.ts'
import { parcelLimits } from './parcelLimits.ts'
import { parcelIdOf } from './sealParcel.ts'
import { marketLimits } from '../limits.ts'

/** A place at one carrier, as the node that asks there sees it. */
export type OwnPlace = {
  readonly place: ParcelPlace
  /** All that this node wants to lie there, the most urgent first; null: it leaves nothing there, and takes nothing back. */
  readonly leaves: ReadonlyMap<string, () => Uint8Array> | null
  /** What this node has anyway. */
  readonly isKnown: (id: string) => boolean
}

type Parameters = {
  readonly stream: Duplex
  readonly clock: Clock
  readonly market: SpaceId
  readonly places: readonly OwnPlace[]
  /** Takes in what was brought, which nobody has looked at yet. Answers how much of it was of use. */
  readonly take: (place: ParcelPlace, sealed: readonly Uint8Array[]) => Promise<number>
  readonly isRefused: (id: string) => boolean
  /** By the name of a box: what was left there last, as one text. Where it says the same and all of it is held, there is nothing to say. */
  readonly said: Map<string, string>
}

/** `useful`: what was fetched and new here; `left`: what the carrier took. */
export type AskedParcels = { readonly isOurs: boolean; readonly useful: number; readonly left: number }

/** Fetches from one carrier what lies there for this node, then leaves there what this node has to say to those who are away. */
export const askParcels = async ({ stream, clock, market, places, take, isRefused, said }: Parameters): Promise<AskedParcels> => {
  const line = frameStream({ stream, clock, silence: marketLimits.silence, codec: parcelFrames })
  const boxes = places.filter(({ place }) => place.kind === 'box').slice(0, parcelLimits.boxesPerSession)
  let fetched = 0
  let bytes = 0
  let useful = 0
  let left = 0

  const fetch = async (place: ParcelPlace, ids: readonly string[]): Promise<void> => {
    const wanted = new Set(ids.filter((id) => !isRefused(id)))
    while (wanted.size > 0 && fetched < parcelLimits.parcelsPerSession && bytes < parcelLimits.bytesPerSession) {
      const asked = new Set([...wanted].slice(0, parcelLimits.parcelsPerFrame))
      const { sealed } = await line.ask({ type: 'askParcels', ids: [...asked] }, 'parcels')
      // Gone meanwhile, or none of what was asked for: what is here is enough.
      const good = sealed.filter((one) => asked.has(parcelIdOf(one)))
      if (good.length === 0) return
      for (const one of good) wanted.delete(parcelIdOf(one))
      fetched += good.length
      for (const one of good) bytes += one.length
      useful += await take(place, good)
    }
  }
  const leave = async ({ place, leaves }: OwnPlace, held: readonly string[]): Promise<void> => {
    if (leaves === null) return
    const ids = [...leaves.keys()].slice(0, parcelLimits.parcelsInBox)
    const here = new Set(held)
    if (ids.length === 0 && place.kind === 'box' && held.length === 0) return
    if (said.get(place.name) === ids.join() && ids.every((id) => here.has(id))) return
    said.set(place.name, ids.join())
    const { ids: lacking } = await line.ask({ type: 'keep', place, ids }, 'wanted')
    const sealed = lacking.flatMap((id) => leaves.get(id)?.() ?? [])
    if (sealed.length > lacking.length) throw fault('wants what was not offered')
    for (const group of inFrames(sealed)) left += (await line.ask({ type: 'bring', sealed: group }, 'taken')).parcels
  }
  try {
    const hello = { type: 'hello', market: fromHex(market), boxes: boxes.map(({ place }) => place.name) } as const
    const held = await line.ask(hello, 'held')
    if (!held.isOurs) return { isOurs: false, useful, left }
    for (const [i, { place, isKnown }] of boxes.entries())
      await fetch(
        place,
        (held.boxes[i] ?? []).filter((id) => !isKnown(id)),
      )
    await fetch({ kind: 'device', name: '' }, held.letters)
    for (const [i, box] of boxes.entries()) await leave(box, held.boxes[i] ?? [])
    // Of letters to others it is not told which are held.
    for (const place of places.filter((one) => one.place.kind === 'device')) await leave(place, [])
    await stream.close()
    return { isOurs: true, useful, left }
  } finally {
    line.stop()
  }
}
