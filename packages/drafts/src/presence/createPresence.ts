import type { Clock, DraftId, LogId } from '@daomesh/protocol'
import { clientIdOf } from '../clientIdOf.ts'
import { draftLimits } from '../limits.ts'
import { decodePresence, encodePresence, type PresenceNote, type PresenceState } from './codec.ts'

export { decodePresence, encodePresence, type PresenceNote, type PresenceState } from './codec.ts'

export type Presence = {
  /** Our own state as bytes to gossip; call again at least every 10 s while it should be seen. @throws RangeError when the state is too long. */
  readonly announce: (parameters: { readonly log: LogId; readonly session: Uint8Array; readonly state: PresenceState }) => Uint8Array
  /**
   * Takes gossiped bytes from a device that proved to own `log`. False for what is malformed, old, too long, from another session than it says, or too much.
   */
  readonly hear: (parameters: { readonly log: LogId; readonly session: Uint8Array; readonly bytes: Uint8Array }) => boolean
  /** Who is here now, oldest announcement first. */
  readonly present: () => readonly (PresenceNote & { readonly log: LogId })[]
}

type Seen = PresenceNote & { readonly log: LogId; readonly heardAt: number }

/** Who edits a draft right now. Never stored, decides nothing, forgotten after 30 s of silence. */
export const createPresence = ({ draft, clock }: { readonly draft: DraftId; readonly clock: Clock }): Presence => {
  const seen = new Map<number, Seen>()
  const own = new Map<number, number>()
  /** Since when, and how much was heard since then: who floods keeps no editor busy. */
  let second = { since: Number.NEGATIVE_INFINITY, heard: 0 }
  const isTooMuch = (): boolean => {
    const now = clock.now()
    if (now - second.since >= 1_000 || now < second.since) second = { since: now, heard: 0 }
    second.heard += 1
    return second.heard > draftLimits.presencesPerSecond
  }

  const forgetSilent = (): void => {
    const oldest = clock.now() - draftLimits.presenceMilliseconds
    for (const [clientId, note] of seen) if (note.heardAt < oldest) seen.delete(clientId)
  }

  return {
    announce: ({ log, session, state }) => {
      const clientId = clientIdOf(draft, log, session)
      const next = (own.get(clientId) ?? 0) + 1
      const bytes = encodePresence({ clientId, clock: next, state })
      if (bytes.length > draftLimits.presenceBytes) throw new RangeError('presence state too long')
      own.set(clientId, next)
      return bytes
    },
    hear: ({ log, session, bytes }) => {
      const note = decodePresence(bytes)
      if (note === null || note.clientId !== clientIdOf(draft, log, session) || own.has(note.clientId)) return false
      forgetSilent()
      const before = seen.get(note.clientId)
      if (before ? note.clock <= before.clock : seen.size >= draftLimits.presences) return false
      if (isTooMuch()) return false
      seen.delete(note.clientId)
      seen.set(note.clientId, { ...note, log, heardAt: clock.now() })
      return true
    },
    present: () => {
      forgetSilent()
      return [...seen.values()]
        .filter((note) => note.state !== null)
        .map(({ clientId, clock: at, state, log }) => ({ clientId, clock: at, state, log }))
    },
  }
}
