import type { Address, BountyId, DecisionId, DraftId, EntryId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { CommentValue } from '../fold/values.ts'
import type { Registers } from './registers.ts'

/** `at` in milliseconds, for display. */
export type CommentRow = {
  readonly entry: EntryId
  readonly by: Address
  readonly replyTo: EntryId | null
  readonly text: string
  readonly at: number
}

/**
 * The discussion of a proposal, a draft or a bounty: causal order, then id, so that everybody reads it alike and clocks decide nothing.
 * @example
 * commentsOf(registers, draft) // => []
 */
export const commentsOf = (registers: Registers, about: BountyId | DecisionId | DraftId): readonly CommentRow[] => {
  const prefix = keys.commentsOf(about)
  return registers
    .entries(prefix)
    .map(({ key, value }) => ({ ...(value as CommentValue), entry: key.slice(prefix.length) as EntryId }))
    .sort((a, b) => a.depth - b.depth || (a.entry < b.entry ? -1 : 1))
    .map(({ entry, by, replyTo, text, at }) => ({ entry, by, replyTo, text, at }))
}
