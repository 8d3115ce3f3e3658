import type { DeviceId } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import type { LoudestParcel, ParcelPlace, ParcelStore, StoredParcel } from '../store/parcelStore.ts'
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
  const sizeOf = db.prepare<[string], Size>('SELECT parcels, bytes FROM senders WHERE device = ?')
  const size = db.prepare<[], Size>('SELECT parcels, bytes FROM carried WHERE one = 1')
  const weigh = db.prepare('UPDATE carried SET parcels = parcels + ?, bytes = bytes + ? WHERE one = 1')
  const countOf = db.prepare(
    `INSERT INTO senders (device, parcels, bytes, lowest) VALUES (?, 1, ?, ?) ON CONFLICT (device) DO UPDATE SET
     parcels = parcels + 1, bytes = bytes + excluded.bytes, lowest = min(lowest, excluded.lowest)`,
  )
  const lessOf = db.prepare(
    `UPDATE senders SET parcels = parcels - 1, bytes = bytes - ?,
     lowest = (SELECT coalesce(min(rank), 0) FROM parcels p WHERE p.device = senders.device) WHERE device = ?`,
  )
  const forgetSender = db.prepare('DELETE FROM senders WHERE device = ? AND parcels <= 0')
  const about = db.prepare<[string, string], { device: DeviceId; bytes: number }>(
    'SELECT device, bytes FROM parcels WHERE place = ? AND id = ?',
  )
  const loudestAt = db.prepare<[string], Loud>(
    `SELECT device, min(rank) AS rank, count(*) AS of_device FROM parcels WHERE place = ?
     GROUP BY device ORDER BY of_device DESC, rank LIMIT 1`,
  )
  const loudest = db.prepare<[], Loud>('SELECT device, lowest AS rank, bytes AS of_device FROM senders ORDER BY bytes DESC, lowest LIMIT 1')
  const newestAt = db.prepare<[string, string], { place: string; id: string }>(
    'SELECT place, id FROM parcels WHERE device = ? AND place = ? ORDER BY n DESC LIMIT 1',
  )
  const newest = db.prepare<[string], { place: string; id: string }>(
    'SELECT place, id FROM parcels WHERE device = ? ORDER BY n DESC LIMIT 1',
  )
  const clear = db.transaction(() => db.exec('DELETE FROM parcels; DELETE FROM senders; UPDATE carried SET parcels = 0, bytes = 0'))
  const put = db.transaction(({ place, id, device, rank, sealed }: StoredParcel) => {
    if (insert.run(keyOf(place), id, device, rank, sealed.length, sealed).changes === 0) return
    countOf.run(device, sealed.length, rank)
    weigh.run(1, sealed.length)
  })
  const drop = db.transaction((key: string, id: string) => {
    const row = about.get(key, id)
    if (row === undefined) return
    remove.run(key, id)
    lessOf.run(row.bytes, row.device)
    forgetSender.run(row.device)
    weigh.run(-1, -row.bytes)
  })
  const keepOnly = db.transaction((device: DeviceId, place: ParcelPlace, ids: readonly string[]) => {
    const kept = new Set(ids)
    for (const { id } of ofDeviceAt.all(device, keyOf(place))) if (!kept.has(id)) drop(keyOf(place), id)
  })
  return {
    at: guarded((place) => at.all(keyOf(place)).map(({ id }) => id)),
    get: guarded((place, id) => {
      const row = get.get(keyOf(place), id)
      return row === undefined ? null : new Uint8Array(row.sealed)
    }),
    put: guarded((row) => put(row)),
    remove: guarded((place, id) => drop(keyOf(place), id)),
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
    clear: guarded(() => void clear()),
  }
}
