import { address, type Hex } from '@daomesh/protocol'

/** ETH where a token is asked for, "anyone" where an executor is. */
export const zeroAddress = address.parse(`0x${'0'.repeat(40)}`)
export const zeroHash: Hex = `0x${'0'.repeat(64)}`
