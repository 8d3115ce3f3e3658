import { encode, fromHex, toHex } from '@daomesh/protocol'
import { readFrame } from '@daomesh/network'
import { z } from 'zod'
import type { ParcelPlace } from '../store/parcelStore.ts'
import { parcelLimits } from './parcelLimits.ts'

export const parcelProtocol = '/daomesh/parcels/1'

/** One frame about parcels (I19): the opener asks, the other answers. Names and ids are 64 hex digits. */
export type ParcelFrame =
  | { readonly type: 'hello'; readonly market: Uint8Array; readonly boxes: readonly string[] }
  /** Ids in each of the boxes named, and those of letters to the asker; `isOurs` false where the market is another one. */
  | { readonly type: 'held'; readonly isOurs: boolean; readonly boxes: readonly (readonly string[])[]; readonly letters: readonly string[] }
  | { readonly type: 'askParcels'; readonly ids: readonly string[] }
  | { readonly type: 'parcels'; readonly sealed: readonly Uint8Array[] }
  /** All that the asker wants to lie at a place, of what it leaves itself. */
  | { readonly type: 'keep'; readonly place: ParcelPlace; readonly ids: readonly string[] }
  | { readonly type: 'wanted'; readonly ids: readonly string[] }
  | { readonly type: 'bring'; readonly sealed: readonly Uint8Array[] }
  | { readonly type: 'taken'; readonly parcels: number }

const t = z.literal
const id = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length === 32)
  .transform(toHex)
const sealed = z
  .array(z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= parcelLimits.bytes))
  .max(parcelLimits.parcelsPerFrame)
const ids = (most: number) => z.array(id).max(most)
const kinds = ['box', 'device'] as const
const frames = {
  0: z
    .tuple([t(0), t(1), z.instanceof(Uint8Array).refine(({ length }) => length === 32), ids(parcelLimits.boxesPerSession)])
    .transform(([, , market, boxes]) => ({ type: 'hello', market, boxes }) as const),
  1: z
    .tuple([
      t(1),
      z.union([t(0), t(1)]),
      z.array(ids(parcelLimits.parcelsInBox)).max(parcelLimits.boxesPerSession),
      ids(parcelLimits.lettersForDevice),
    ])
    .transform(([, ours, boxes, letters]) => ({ type: 'held', isOurs: ours === 1, boxes, letters }) as const),
  2: z.tuple([t(2), ids(parcelLimits.parcelsPerFrame).min(1)]).transform(([, some]) => ({ type: 'askParcels', ids: some }) as const),
  3: z.tuple([t(3), sealed]).transform(([, some]) => ({ type: 'parcels', sealed: some }) as const),
  4: z
    .tuple([t(4), z.union([t(0), t(1)]), id, ids(parcelLimits.parcelsInBox)])
    .transform(([, kind, name, some]) => ({ type: 'keep', place: { kind: kinds[kind], name }, ids: some }) as const),
  5: z.tuple([t(5), ids(parcelLimits.parcelsInBox)]).transform(([, some]) => ({ type: 'wanted', ids: some }) as const),
  6: z.tuple([t(6), sealed.min(1)]).transform(([, some]) => ({ type: 'bring', sealed: some }) as const),
  7: z
    .tuple([t(7), z.number().int().min(0).max(parcelLimits.parcelsPerFrame)])
    .transform(([, parcels]) => ({ type: 'taken', parcels }) as const),
} as const

const wireOf = (f: ParcelFrame): readonly unknown[] => {
  switch (f.type) {
    case 'hello':
      return [0, 1, f.market, f.boxes.map(fromHex)]
    case 'held':
      return [1, f.isOurs ? 1 : 0, f.boxes.map((box) => box.map(fromHex)), f.letters.map(fromHex)]
    case 'askParcels':
      return [2, f.ids.map(fromHex)]
    case 'parcels':
      return [3, f.sealed]
    case 'keep':
      return [4, kinds.indexOf(f.place.kind), fromHex(f.place.name), f.ids.map(fromHex)]
    case 'wanted':
      return [5, f.ids.map(fromHex)]
    case 'bring':
      return [6, f.sealed]
    case 'taken':
      return [7, f.parcels]
  }
}

export const encodeParcelFrame = (frame: ParcelFrame): Uint8Array => encode(wireOf(frame))

/** @throws DaomeshError `SYNC_FRAME` for anything that is not exactly one known frame in canonical form. */
export const decodeParcelFrame = (wire: Uint8Array): ParcelFrame => readFrame<ParcelFrame>(frames, wire)

export const parcelFrames = { encode: encodeParcelFrame, decode: decodeParcelFrame }
