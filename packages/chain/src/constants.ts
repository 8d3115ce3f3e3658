import type { Hex } from '@daomesh/protocol'

export const zeroHash: Hex = `0x${'0'.repeat(64)}`

/**
 * Blocks by which an endpoint may lag behind a final block that it, or another one, told before. One whose head lies further below does not know that block:
 * it was invented, or this endpoint knows too little to be believed that nothing came since.
 */
export const lagAtMost = 128n
