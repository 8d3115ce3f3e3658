import { type Address, type DecisionId, slotOf } from '@daomesh/protocol'
import { counterOf, proposerOf } from '../content/slots.ts'
import { keys } from '../fold/keys.ts'
import type { SlotValue } from '../fold/values.ts'
import { type Registers, valuesOf } from './registers.ts'

/**
 * The slot for a member's next proposal: one above every counter it is known to have used.
 * @example
 * nextSlot(registers, alice) // => slotOf(alice, 0n)
 */
export const nextSlot = (registers: Registers, member: Address): bigint => {
  const prefix = keys.slotsOf(member)
  let last = -1n
  for (const { key } of registers.entries(prefix)) last = BigInt(key.slice(prefix.length).split('/')[0] ?? '0')
  return slotOf(member, last + 1n)
}

/** Every proposal under one slot: at most one of them can ever be enacted. */
export const decisionsOfSlot = (registers: Registers, slot: bigint): readonly DecisionId[] =>
  valuesOf<SlotValue>(registers, keys.slotOf(proposerOf(slot), counterOf(slot))).map((value) => value.decision)
