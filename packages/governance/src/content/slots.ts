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

/** How many slots share one word of the contract: what is spent beside another one costs less gas. */
export const slotsPerPage = 128n

/**
 * The page of a slot: the upper 89 bits of its counter.
 * @example
 * pageOf(slotOf(alice, 130n)) // => 1n
 */
export const pageOf = (slot: bigint): bigint => counterOf(slot) / slotsPerPage
