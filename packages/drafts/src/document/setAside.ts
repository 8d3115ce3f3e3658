import { type EntryId, type LogId, toHex } from '@daomesh/protocol'
import type { DraftEntry } from './entry.ts'

/**
 * Which entries do not count, as a function of the set of entries alone: those the fold named, then the greater branch of every fork that is left,
 * then whoever shares a client id with a smaller (log, session): two sessions under one id would make documents differ by order of arrival.
 * `entries` are in causal order.
 */
export const setAsideOf = (
  entries: Iterable<DraftEntry>,
  named: ReadonlySet<EntryId>,
  clientOf: (log: LogId, session: Uint8Array) => number,
): Set<EntryId> => {
  const all = [...entries]
  const aside = new Set(named)
  const winners = new Map<string, EntryId>()
  const place = (entry: DraftEntry) => `${entry.log}:${entry.prev ?? ''}`
  for (const entry of all) {
    const best = winners.get(place(entry))
    if (!named.has(entry.id) && (best === undefined || entry.id < best)) winners.set(place(entry), entry.id)
  }
  for (const entry of all) if (winners.get(place(entry)) !== entry.id || (entry.prev !== null && aside.has(entry.prev))) aside.add(entry.id)

  const owners = new Map<number, string>()
  const owned = all.flatMap(({ id, log, edit }) => {
    if (edit === null || edit === 'newer' || aside.has(id)) return []
    return [{ id, client: clientOf(log, edit.session), owner: log + toHex(edit.session) }]
  })
  for (const { client, owner } of owned) {
    const best = owners.get(client)
    if (best === undefined || owner < best) owners.set(client, owner)
  }
  for (const { id, client, owner } of owned) if (owners.get(client) !== owner) aside.add(id)
  return aside
}
