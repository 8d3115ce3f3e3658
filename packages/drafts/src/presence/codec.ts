import { concatBytes } from '@daomesh/protocol'
import { draftLimits } from '../limits.ts'
import { readBytes } from '../update/byteReader.ts'
import { writeText, writeUint } from '../update/writeUpdate.ts'

/** What a session shows of itself: a name, a colour, a cursor; null when it leaves. */
export type PresenceState = { readonly [key: string]: unknown } | null
export type PresenceNote = { readonly clientId: number; readonly clock: number; readonly state: PresenceState }

/** One session in the wire form of y-protocols awareness, so that any editor binding can read it. */
export const encodePresence = ({ clientId, clock, state }: PresenceNote): Uint8Array =>
  concatBytes(writeUint(1), writeUint(clientId), writeUint(clock), writeText(JSON.stringify(state)))

const isState = (value: unknown): value is PresenceState => value === null || (typeof value === 'object' && !Array.isArray(value))

/** `JSON.parse` makes `__proto__` an own key, which a later copy would turn into a prototype. */
const dropPrototype = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value)

/** Reads one session's presence, or null for anything malformed, too long, or about more than one session. Never throws. */
export const decodePresence = (bytes: Uint8Array): PresenceNote | null => {
  if (bytes.length > draftLimits.presenceBytes) return null
  try {
    const reader = readBytes(bytes)
    if (reader.uint() !== 1) return null
    const clientId = reader.uint()
    const clock = reader.uint()
    const state: unknown = JSON.parse(reader.text(draftLimits.presenceBytes), dropPrototype)
    return reader.atEnd() && isState(state) ? { clientId, clock, state } : null
  } catch {
    // Presence is gossip: what cannot be read is as if it had not come.
    return null
  }
}
