import { concatBytes, utf8 } from '@daomesh/protocol'
import type { Deletion } from './readUpdate.ts'

/** Unsigned LEB128, as Yjs writes every number. */
export const writeUint = (value: number): Uint8Array => {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

export const writeText = (text: string): Uint8Array => {
  const bytes = utf8(text)
  return concatBytes(writeUint(bytes.length), bytes)
}

const writeDeletions = (deletions: readonly Deletion[]): Uint8Array => {
  const byClient = Map.groupBy(deletions, ({ client }) => client)
  const parts = [writeUint(byClient.size)]
  for (const [client, ranges] of byClient)
    parts.push(writeUint(client), writeUint(ranges.length), ...ranges.flatMap(({ clock, length }) => [writeUint(clock), writeUint(length)]))
  return concatBytes(...parts)
}

/** A v1 update from structs that are bytes already. */
export const writeUpdate = (client: number, clock: number, structs: readonly Uint8Array[], deletions: readonly Deletion[]): Uint8Array =>
  structs.length === 0
    ? concatBytes(writeUint(0), writeDeletions(deletions))
    : concatBytes(writeUint(1), writeUint(structs.length), writeUint(client), writeUint(clock), ...structs, writeDeletions(deletions))
