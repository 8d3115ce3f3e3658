import {
  type ChainCut,
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
import type { Place } from '@daomesh/log'
import { syncLimits } from '@daomesh/network'
import { z } from 'zod'
import { mostEarlierCuts } from './earlierCuts.ts'

/** What a device makes of the records and the chain: comparable with another's at the same cut and the same set. */
export type Claim = {
  readonly foldVersion: number
  readonly cut: ChainCut
  /** Some cuts before it, newest first. */
  readonly earlier: readonly ChainCut[]
  /** Root of the records that this device cannot judge, for want of a key or a view; null where it judges all. Who judges others makes another state of the same set. */
  readonly unjudgedRoot: string | null
  /** null while nothing may be claimed. */
  readonly stateHash: string | null
}

/**
 * "This device holds all this and everything it rests on, and makes that of it." Latest only, outside the set and its hash; it serves
 * "seen by n of m" and the comparison of states, and decides nothing.
 */
export type Frontier = {
  readonly device: DeviceId
  readonly counter: number
  /** Newest ends of the governance stream. */
  readonly places: readonly Place[]
  /** Root of the governance stream: whoever has the same one holds the same entries, named here or not. */
  readonly setRoot: string
  /** null in a lobby, which has no chain facts. */
  readonly claim: Claim | null
}

/** A full roster writing at the same moment; more are not named, and the root speaks for them. Keeps a frontier below `syncLimits.frontierBytes`. */
export const mostPlaces = 64
/** The newest one; what judges everything writes the one before, which older apps read too. */
const version = 3
const plain = 2

// One look each: every session brings the frontiers of all, and nobody reads why one of them is refused.
const bytes = (length: number) => z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length === length)
const nat = z.custom<number>((n) => Number.isSafeInteger(n) && (n as number) >= 0)
const hex = bytes(32).transform(toHex)
const cut = z.tuple([nat, hex]).transform(([count, eventRoot]): ChainCut => ({ count, eventRoot }))
const made = [nat, cut, z.array(cut).max(mostEarlierCuts), hex.nullable()] as const
const claim = z
  .tuple(made)
  .transform(([foldVersion, at, earlier, stateHash]): Claim => ({ foldVersion, cut: at, earlier, stateHash, unjudgedRoot: null }))
const partialClaim = z
  .tuple([...made, hex])
  .transform(([foldVersion, at, earlier, stateHash, unjudgedRoot]): Claim => ({ foldVersion, cut: at, earlier, stateHash, unjudgedRoot }))
const place = z.tuple([hex, nat]).transform(([log, seq]): Place => ({ log: log as LogId, seq }))
const said = [hex, hex, nat, z.array(place).max(mostPlaces), hex] as const
/**
 * [version, space, device, counter, [log, seq][], set root, claim], a claim being null or [fold version, cut, earlier cut[], state hash or null], with the
 * root of what is not judged behind it in version 3, and a cut [count, event root].
 */
const wire = z.union([z.tuple([z.literal(plain), ...said, claim.nullable()]), z.tuple([z.literal(version), ...said, partialClaim])])

const signed = (body: Uint8Array): Uint8Array => hashOf('daomesh/frontier/2', body)
const wireCut = ({ count, eventRoot }: ChainCut) => [count, fromHex(eventRoot)]
const maybeHex = (text: string | null): Uint8Array | null => (text === null ? null : fromHex(text))
const wireClaim = ({ foldVersion, cut: at, earlier, stateHash, unjudgedRoot }: Claim) => [
  foldVersion,
  wireCut(at),
  earlier.map(wireCut),
  maybeHex(stateHash),
  ...(unjudgedRoot === null ? [] : [fromHex(unjudgedRoot)]),
]

/** 64 bytes signature ‖ dag-cbor. */
export const encodeFrontier = (space: SpaceId, frontier: Omit<Frontier, 'device'>, key: DeviceKey): Uint8Array => {
  const { counter, places, setRoot, claim: claimed } = frontier
  const body = encode([
    (claimed?.unjudgedRoot ?? null) === null ? plain : version,
    fromHex(space),
    fromHex(key.device),
    counter,
    places.slice(0, mostPlaces).map(({ log, seq }) => [fromHex(log), seq]),
    fromHex(setRoot),
    claimed && wireClaim(claimed),
  ])
  return concatBytes(key.sign(signed(body)), body)
}

const decoded = (body: Uint8Array): unknown => {
  try {
    return decode(body)
  } catch {
    // Whatever is no canonical CBOR is no frontier either.
    return null
  }
}

/** `forged` for anything malformed, foreign or badly signed; `newer` for a version that this app cannot read, of which nobody is to blame. */
export const openFrontier = async (space: SpaceId, blob: Uint8Array, verifier: Verifier): Promise<Frontier | 'forged' | 'newer'> => {
  if (blob.length < 65 || blob.length > syncLimits.frontierBytes) return 'forged'
  const body = blob.subarray(64)
  const raw = decoded(body)
  if (Array.isArray(raw) && typeof raw[0] === 'number' && raw[0] > version) return 'newer'
  const parsed = wire.safeParse(raw)
  if (!parsed.success || parsed.data[1] !== space) return 'forged'
  const [, , id, counter, places, setRoot, claimed] = parsed.data
  const device = id as DeviceId
  const [valid] = await verifier.verifyDevice([{ device, message: signed(body), signature: blob.subarray(0, 64) }])
  return valid === true ? { device, counter, places, setRoot, claim: claimed } : 'forged'
}
