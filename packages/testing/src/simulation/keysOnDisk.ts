import { decode, type SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import type { Person } from './world.ts'

const row = z.object({ key: z.instanceof(Uint8Array) })

/** The keys of a space that lie in a member's home: what a thief of it, or who was let in by mistake, would have. */
export const keysOnDisk = (person: Person, space: SpaceId): readonly Uint8Array[] =>
  [...person.disk.meta].filter(([name]) => name.startsWith(`key:${space}:`)).map(([, value]) => row.parse(decode(value)).key)
