import { type Address, type DecisionId, type LogId, slotOf } from '@daomesh/protocol'
import { pageOf, slotsPerPage } from '../content/slots.ts'
import { keys } from '../fold/keys.ts'
import type { Registers } from './registers.ts'

/** The page of slots that a device took last from, and what it knew then. */
export type SlotPage = {
  readonly page: bigint
  /** Its log of the space's governance stream. */
  readonly log: LogId
  /** How many final facts of the chain the device knew when it last took a slot of it. */
  readonly facts: number
}

/** What a device knows at the moment it takes a slot. */
export type SlotKnowledge = {
  readonly log: LogId
  /** Whether the chain was read up to its head since the node started. */
  readonly chainRead: boolean
  /** Decisions that were enacted since the facts that the page counts, final or not. */
  readonly enactedSince: readonly DecisionId[]
}

/**
 * Whether a device may go on in its page (S5). Not where its log is another one, where the chain was not read yet, or where something was enacted whose
 * record is not here: then this may be an earlier state of the device, which does not know what it took later.
 * @example
 * const { log } = header
 * isPageSound(registers, { page: 7n, log, facts: 0 }, { log, chainRead: false, enactedSince: [] }) // => false
 */
export const isPageSound = (registers: Registers, kept: SlotPage, now: SlotKnowledge): boolean =>
  kept.log === now.log && now.chainRead && now.enactedSince.every((decision) => registers.get(keys.proposal(decision)) !== undefined)

/**
 * The slot for a member's next proposal in a page: one above every counter of the page that it is known to have used. null: the page is full.
 * @example
 * nextSlot(registers, alice, 7n) // => slotOf(alice, 7n << 7n)
 */
export const nextSlot = (registers: Registers, member: Address, page: bigint): bigint | null => {
  const prefix = keys.slotsOf(member)
  let next = page * slotsPerPage
  for (const { key } of registers.entries(prefix)) {
    const counter = BigInt(key.slice(prefix.length).split('/')[0] ?? '0')
    if (pageOf(slotOf(member, counter)) === page && counter >= next) next = counter + 1n
  }
  return next < (page + 1n) * slotsPerPage ? slotOf(member, next) : null
}
