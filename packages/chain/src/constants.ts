import type { Hex } from '@daomesh/protocol'

export const zeroHash: Hex = `0x${'0'.repeat(64)}`
