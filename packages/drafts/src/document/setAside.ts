import { type EntryId, type LogId, toHex } from '@daomesh/protocol'
import type { DraftEntry } from './entry.ts'

/** Which entries do not count. */
export type SetAside = {
  readonly has: (id: EntryId) => boolean
  /** Takes one entry more, after its causes. False where something that counted does not any more: then all of it is to be made anew. */
  readonly take: (entry: DraftEntry) => boolean
}

const placeOf = ({ log, prev }: DraftEntry): string => `${log}:${prev ?? ''}`

/**
 * Which entries do not count, as a function of the set of entries alone: those the fold named, then the greater branch of every fork that is left with what
 * follows in that log, then whoever shares a client id with a smaller (log, session): two sessions under one id would make documents differ by order of
 * arrival. `entries` are in causal order. One entry more is looked at alone, since a hostile device can put any number of them beside each other.
 */
export const setAsideOf = (
  entries: Iterable<DraftEntry>,
  isNamed: (id: EntryId) => boolean,
  clientOf: (log: LogId, session: Uint8Array) => number,
): SetAside => {
  const all = [...entries]
  /** The smallest id that is not named, of those after one entry of one log. */
  const winners = new Map<string, EntryId>()
  /** What follows one of these in its log does not count either; what follows a session that shares its id does. */
  const lost = new Set<EntryId>()
  const owners = new Map<number, string>()
  const sharing = new Set<EntryId>()

  const compete = (entry: DraftEntry): EntryId | undefined => {
    const best = winners.get(placeOf(entry))
    if (!isNamed(entry.id) && (best === undefined || entry.id < best)) winners.set(placeOf(entry), entry.id)
    return best
  }
  const isLost = (entry: DraftEntry): boolean =>
    winners.get(placeOf(entry)) !== entry.id || (entry.prev !== null && (lost.has(entry.prev) || isNamed(entry.prev)))
  const sessionOf = ({ log, edit }: DraftEntry) =>
    edit === null || edit === 'newer' ? null : { client: clientOf(log, edit.session), owner: log + toHex(edit.session) }

  for (const entry of all) compete(entry)
  for (const entry of all) if (isLost(entry)) lost.add(entry.id)
  const owned = all.flatMap((entry) => {
    const session = lost.has(entry.id) ? null : sessionOf(entry)
    return session === null ? [] : [{ id: entry.id, ...session }]
  })
  for (const { client, owner } of owned) {
    const best = owners.get(client)
    if (best === undefined || owner < best) owners.set(client, owner)
  }
  for (const { id, client, owner } of owned) if (owners.get(client) !== owner) sharing.add(id)

  return {
    has: (id) => isNamed(id) || lost.has(id) || sharing.has(id),
    take: (entry) => {
      const before = compete(entry)
      if (isLost(entry)) {
        lost.add(entry.id)
        return true
      }
      // What was the best until now counted.
      if (before !== undefined) return false
      const session = sessionOf(entry)
      if (session === null) return true
      const owner = owners.get(session.client)
      if (owner === undefined) owners.set(session.client, session.owner)
      else if (owner < session.owner) sharing.add(entry.id)
      return owner === undefined || owner <= session.owner
    },
  }
}
