import type { Hex } from '@daomesh/protocol'

export const zeroHash: Hex = `0x${'0'.repeat(64)}`

/** Blocks by which the head of an endpoint of now may lie below a final block that it, or another one, told before. */
export const lagAtMost = 128n

/** Seconds since the newest block of an endpoint up to which it tells of now. */
export const presentSeconds = 3_600
