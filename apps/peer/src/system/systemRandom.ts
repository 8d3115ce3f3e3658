import { randomBytes } from 'node:crypto'
import type { Random } from '@daomesh/protocol'

/** The operating system's source. Copied out of Node's pooled Buffer, because keys must not share memory with anything. */
export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) }
