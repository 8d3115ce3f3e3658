import type { Address } from '@daomesh/protocol'

const counterMask = (1n << 96n) - 1n

/**
 * Who may propose under a slot: its upper 160 bits.
 * @example
 * proposerOf(slotOf(alice, 3n)) // => alice
 */
export const proposerOf = (slot: bigint): Address => `0x${(slot >> 96n).toString(16).padStart(40, '0')}` as Address

/**
 * The proposer's own counter: the lower 96 bits.
 * @example
 * counterOf(slotOf(alice, 3n)) // => 3n
 */
export const counterOf = (slot: bigint): bigint => slot & counterMask
