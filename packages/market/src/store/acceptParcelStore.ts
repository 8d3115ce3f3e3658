import { type DeviceId, hexHashOf, utf8 } from '@daomesh/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import { parcelIdOf } from '../parcels/sealParcel.ts'
import type { ParcelPlace, ParcelStore, StoredParcel } from './parcelStore.ts'

export const placeOf = (name: string, kind: ParcelPlace['kind'] = 'box'): ParcelPlace => ({ kind, name: hexHashOf('test/place', name) })
export const deviceOf = (name: string): DeviceId => hexHashOf('test/device', name) as DeviceId

type Named = { readonly content: string; readonly at?: ParcelPlace; readonly by?: string; readonly rank?: number }

export const parcel = ({ content, at = placeOf('a box'), by = 'ada', rank = 0 }: Named): StoredParcel => {
  const sealed = utf8(content)
  return { place: at, id: parcelIdOf(sealed), device: deviceOf(by), rank, sealed }
}

/** What a store of parcels promises, over each adapter. */
export const acceptParcelStore = (name: string, make: () => { readonly store: ParcelStore; readonly end: () => void }): void => {
  describe(`${name} parcels`, () => {
    let under: { readonly store: ParcelStore; readonly end: () => void } | null = null
    afterEach(() => under?.end())
    const open = (): ParcelStore => (under = make()).store

    test('I18 what is put lies at its place in order, once, and belongs to whoever left it first', () => {
      const store = open()
      const [one, two] = [parcel({ content: 'one' }), parcel({ content: 'two' })]
      for (const row of [two, one, parcel({ content: 'two', by: 'ben' })]) store.put(row)
      expect(store.at(one.place)).toEqual([two.id, one.id])
      expect(store.get(one.place, one.id)).toEqual(utf8('one'))
      expect([store.get(placeOf('another'), one.id), store.get(placeOf('a box', 'device'), one.id)]).toEqual([null, null])
      expect([store.sizeOf(deviceOf('ada'), null), store.sizeOf(deviceOf('ben'), null)]).toEqual([
        { parcels: 2, bytes: 6 },
        { parcels: 0, bytes: 0 },
      ])
      store.remove(one.place, one.id)
      expect(store.size()).toEqual({ parcels: 1, bytes: 3 })
      store.clear()
      expect(store.size()).toEqual({ parcels: 0, bytes: 0 })
    })

    test('I18 a device takes back what it left at a place, and nothing of another one or elsewhere', () => {
      const store = open()
      const rows = [
        parcel({ content: 'old' }),
        parcel({ content: 'new' }),
        parcel({ content: 'ben’s', by: 'ben' }),
        parcel({ content: 'elsewhere', at: placeOf('another') }),
      ]
      for (const row of rows) store.put(row)
      store.keepOnly(deviceOf('ada'), placeOf('a box'), [rows[1]?.id ?? ''])
      expect(store.at(placeOf('a box'))).toEqual([rows[1]?.id, rows[2]?.id])
      expect(store.sizeOf(deviceOf('ada'), placeOf('another'))).toEqual({ parcels: 1, bytes: 9 })
    })

    test('I18/N4 the loudest is the device with the most parcels at a place, with the most bytes of all; its newest is named, and a rank decides among equals', () => {
      const store = open()
      expect([store.loudest(null), store.loudest(placeOf('a box'))]).toEqual([null, null])
      for (const row of [
        parcel({ content: 'a' }),
        parcel({ content: 'b' }),
        parcel({ content: 'a very long one', by: 'ben', rank: 7 }),
        parcel({ content: 'of the same', by: 'cleo', rank: 5, at: placeOf('another') }),
        parcel({ content: 'length here', by: 'dan', rank: 3, at: placeOf('another') }),
      ])
        store.put(row)
      expect(store.loudest(placeOf('a box'))).toMatchObject({ device: deviceOf('ada'), id: parcel({ content: 'b' }).id, ofDevice: 2 })
      expect(store.loudest(null)).toMatchObject({ device: deviceOf('ben'), ofDevice: 15, rank: 7, place: placeOf('a box') })
      expect(store.loudest(placeOf('another'))).toMatchObject({ device: deviceOf('dan'), ofDevice: 1, rank: 3 })
    })
  })
}
