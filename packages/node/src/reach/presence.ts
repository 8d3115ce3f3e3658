import type { Replica } from '@daomesh/log'
import {
  type Address,
  address,
  concatBytes,
  decode,
  type DeviceId,
  type DeviceKey,
  type DraftId,
  draftStream,
  encode,
  fromHex,
  hashOf,
  type LogId,
  type SpaceId,
  toHex,
  type Verifier,
} from '@daomesh/protocol'
import { z } from 'zod'

/** Who edits where: a session of a log of the draft, and what it shows of itself. */
export type PresenceNote = {
  readonly draft: DraftId
  readonly log: LogId
  readonly session: Uint8Array
  /** In the wire form of y-protocols. */
  readonly update: Uint8Array
}

const signatureBytes = 64
const bytes = (length: number) => z.instanceof(Uint8Array).refine((b) => b.length === length)
const wire = z.tuple([bytes(16), bytes(32), bytes(16), z.instanceof(Uint8Array)])

const signed = (space: SpaceId, body: Uint8Array): Uint8Array => hashOf('daomesh/presence/1', fromHex(space), body)

/** 64 bytes signature ‖ [draft, log, session, update]. Gossip seals it under the key of the space; the signature says whose it is, since others pass it on. */
export const encodePresence = (space: SpaceId, { draft, log, session, update }: PresenceNote, key: Pick<DeviceKey, 'sign'>): Uint8Array => {
  const body = encode([fromHex(draft), fromHex(log), session, update])
  return concatBytes(key.sign(signed(space, body)), body)
}

const readPresence = (body: Uint8Array): PresenceNote | null => {
  try {
    const [draft, log, session, update] = wire.parse(decode(body))
    return { draft: toHex(draft) as DraftId, log: toHex(log) as LogId, session, update }
  } catch {
    // It is ephemeral, so nothing is lost by what cannot be read.
    return null
  }
}

export type HeardPresence = PresenceNote & { readonly member: Address; readonly device: DeviceId }

type Parameters = {
  readonly replica: Pick<Replica, 'space' | 'head' | 'status'>
  readonly verifier: Pick<Verifier, 'verifyDevice'>
  /** Whether a present member linked it. */
  readonly isMember: (device: DeviceId) => boolean
}

/** The log that a message names which reads as presence, whoever wrote it; null for anything else. */
export const presenceLog = (sealed: Uint8Array): LogId | null => readPresence(sealed.subarray(signatureBytes))?.log ?? null

/** What a device says of a session in its own log of the draft, with the member whose log it is; null for anything else. */
export const openPresence = async (sealed: Uint8Array, { replica, verifier, isMember }: Parameters): Promise<HeardPresence | null> => {
  const body = sealed.subarray(signatureBytes)
  const note = readPresence(body)
  if (note === null) return null
  const head = replica.head(note.log)
  const line = head === null ? null : replica.status(head.state === 'open' ? head.id : head.proof[0])
  if (line === null || line.member === null || line.stream !== draftStream(note.draft)) return null
  const device = line.device as DeviceId
  if (!isMember(device)) return null
  const [valid] = await verifier.verifyDevice([
    { device, message: signed(replica.space, body), signature: sealed.subarray(0, signatureBytes) },
  ])
  return valid === true ? { ...note, member: address.parse(line.member), device } : null
}
