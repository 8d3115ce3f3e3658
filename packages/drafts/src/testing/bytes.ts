import { concatBytes } from '@daomesh/protocol'
import { writeText, writeUint } from '../update/writeUpdate.ts'

/** Writes hostile updates byte by byte, because Yjs itself would not. */
export const uint = writeUint
export const text = writeText

export const id = (client: number, clock: number): Uint8Array => concatBytes(uint(client), uint(clock))

export const byte = (value: number): Uint8Array => Uint8Array.of(value)

type Id = readonly [client: number, clock: number]

/** One struct: `ref` is Yjs's content number, `content` its bytes. */
export const struct = (
  ref: number,
  content: Uint8Array,
  place: { readonly origin?: Id; readonly right?: Id; readonly parent?: Id | string; readonly key?: string },
): Uint8Array => {
  const { origin, right, parent = 'content', key } = place
  const info = ref | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20)
  const named = typeof parent === 'string' ? concatBytes(uint(1), text(parent)) : concatBytes(uint(0), id(...parent))
  return concatBytes(
    byte(info),
    origin ? id(...origin) : byte(0).subarray(1),
    right ? id(...right) : byte(0).subarray(1),
    origin || right ? byte(0).subarray(1) : named,
    !origin && !right && key !== undefined ? text(key) : byte(0).subarray(1),
    content,
  )
}

export const deletions = (ranges: readonly (readonly [client: number, clock: number, length: number])[]): Uint8Array =>
  concatBytes(uint(ranges.length), ...ranges.flatMap(([client, clock, length]) => [uint(client), uint(1), uint(clock), uint(length)]))

/** A v1 update with structs of one client. */
export const update = (
  client: number,
  clock: number,
  structs: readonly Uint8Array[],
  ranges: Parameters<typeof deletions>[0] = [],
): Uint8Array =>
  structs.length === 0
    ? concatBytes(uint(0), deletions(ranges))
    : concatBytes(uint(1), uint(structs.length), uint(client), uint(clock), ...structs, deletions(ranges))

export const element = (name: string): Uint8Array => concatBytes(uint(3), text(name))
export const textNode: Uint8Array = uint(6)
