import {
  concatBytes,
  decode,
  type DeviceId,
  type DeviceKey,
  encode,
  fromHex,
  hashOf,
  type LogId,
  type SpaceId,
  toHex,
  type Verifier,
} from '@daomesh/protocol'
import { z } from 'zod'

/**
 * "This device holds everything up to here": per log of the governance stream the highest seq without a gap. Latest only, outside the set and its
 * hash; it serves "seen by n of m" and nothing else.
 */
export type Frontier = { readonly device: DeviceId; readonly counter: number; readonly heads: ReadonlyMap<LogId, number> }

const bytes = (length: number) => z.instanceof(Uint8Array).refine((b) => b.length === length)
const nat = z.number().int().min(0)
/** [space, device, counter, [log, seq][]]. 4096 logs: every device of a full roster many times over. */
const wire = z.tuple([bytes(32), bytes(32), nat, z.array(z.tuple([bytes(32), nat])).max(4096)])
const maxBytes = 256 * 1024

const signed = (body: Uint8Array): Uint8Array => hashOf('daomesh/frontier/1', body)

/** 64 bytes signature ‖ dag-cbor. */
export const encodeFrontier = (space: SpaceId, frontier: Omit<Frontier, 'device'>, key: DeviceKey): Uint8Array => {
  const heads = [...frontier.heads].sort(([a], [b]) => (a < b ? -1 : 1)).map(([log, seq]) => [fromHex(log), seq])
  const body = encode([fromHex(space), fromHex(key.device), frontier.counter, heads])
  return concatBytes(key.sign(signed(body)), body)
}

/** null for anything malformed, foreign or badly signed. */
export const openFrontier = async (space: SpaceId, blob: Uint8Array, verifier: Verifier): Promise<Frontier | null> => {
  if (blob.length < 65 || blob.length > maxBytes) return null
  const body = blob.subarray(64)
  let raw: unknown
  try {
    raw = decode(body)
  } catch {
    return null
  }
  const parsed = wire.safeParse(raw)
  if (!parsed.success || toHex(parsed.data[0]) !== space) return null
  const device = toHex(parsed.data[1]) as DeviceId
  const [valid] = await verifier.verifyDevice([{ device, message: signed(body), signature: blob.subarray(0, 64) }])
  if (valid !== true) return null
  return { device, counter: parsed.data[2], heads: new Map(parsed.data[3].map(([log, seq]) => [toHex(log) as LogId, seq])) }
}
