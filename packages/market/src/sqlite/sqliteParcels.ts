import type { DeviceId } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import type { LoudestParcel, ParcelPlace, ParcelStore } from '../store/parcelStore.ts'
import { guarded } from './guarded.ts'

type Size = { readonly parcels: number; readonly bytes: number }
type Loud = { readonly device: DeviceId; readonly rank: number; readonly of_device: number }

const keyOf = ({ kind, name }: ParcelPlace): string => `${kind}:${name}`
const placeOf = (key: string): ParcelPlace => {
  const [kind, name = ''] = key.split(':')
  return { kind: kind === 'device' ? 'device' : 'box', name }
}

/** Parcels in the file of the market: they outlive a restart, and go with the file where that is damaged. */
export const sqliteParcels = (db: Database.Database): ParcelStore => {
  const at = db.prepare<[string], { id: string }>('SELECT id FROM parcels WHERE place = ? ORDER BY n')
  const get = db.prepare<[string, string], { sealed: Uint8Array }>('SELECT sealed FROM parcels WHERE place = ? AND id = ?')
  const insert = db.prepare('INSERT OR IGNORE INTO parcels (place, id, device, rank, bytes, sealed) VALUES (?, ?, ?, ?, ?, ?)')
  const remove = db.prepare('DELETE FROM parcels WHERE place = ? AND id = ?')
  const ofDeviceAt = db.prepare<[string, string], { id: string }>('SELECT id FROM parcels WHERE device = ? AND place = ?')
  const sums = 'SELECT count(*) AS parcels, coalesce(sum(bytes), 0) AS bytes FROM parcels'
  const sizeAt = db.prepare<[string, string], Size>(`${sums} WHERE device = ? AND place = ?`)
  const sizeOf = db.prepare<[string], Size>(`${sums} WHERE device = ?`)
  const size = db.prepare<[], Size>(sums)
  const loudestAt = db.prepare<[string], Loud>(
    `SELECT device, min(rank) AS rank, count(*) AS of_device FROM parcels WHERE place = ?
     GROUP BY device ORDER BY of_device DESC, rank LIMIT 1`,
  )
  const loudest = db.prepare<[], Loud>(
    'SELECT device, min(rank) AS rank, sum(bytes) AS of_device FROM parcels GROUP BY device ORDER BY of_device DESC, rank LIMIT 1',
  )
  const newestAt = db.prepare<[string, string], { place: string; id: string }>(
    'SELECT place, id FROM parcels WHERE device = ? AND place = ? ORDER BY n DESC LIMIT 1',
  )
  const newest = db.prepare<[string], { place: string; id: string }>(
    'SELECT place, id FROM parcels WHERE device = ? ORDER BY n DESC LIMIT 1',
  )
  const clear = db.prepare('DELETE FROM parcels')
  const keepOnly = db.transaction((device: DeviceId, place: ParcelPlace, ids: readonly string[]) => {
    const kept = new Set(ids)
    for (const { id } of ofDeviceAt.all(device, keyOf(place))) if (!kept.has(id)) remove.run(keyOf(place), id)
  })
  return {
    at: guarded((place) => at.all(keyOf(place)).map(({ id }) => id)),
    get: guarded((place, id) => {
      const row = get.get(keyOf(place), id)
      return row === undefined ? null : new Uint8Array(row.sealed)
    }),
    put: guarded(({ place, id, device, rank, sealed }) => void insert.run(keyOf(place), id, device, rank, sealed.length, sealed)),
    remove: guarded((place, id) => void remove.run(keyOf(place), id)),
    keepOnly: guarded((device, place, ids) => keepOnly(device, place, ids)),
    sizeOf: guarded((device, place) => {
      const found = place === null ? sizeOf.get(device) : sizeAt.get(device, keyOf(place))
      return found ?? { parcels: 0, bytes: 0 }
    }),
    size: guarded(() => size.get() ?? { parcels: 0, bytes: 0 }),
    loudest: guarded((place): LoudestParcel | null => {
      const loud = place === null ? loudest.get() : loudestAt.get(keyOf(place))
      if (loud === undefined) return null
      const last = place === null ? newest.get(loud.device) : newestAt.get(loud.device, keyOf(place))
      if (last === undefined) return null
      return { place: placeOf(last.place), id: last.id, device: loud.device, rank: loud.rank, ofDevice: loud.of_device }
    }),
    clear: guarded(() => void clear.run()),
  }
}
