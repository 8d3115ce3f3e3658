import { causalOrder } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { earliestOrder, keys } from './keys.ts'
import { accepted, write } from './verdicts.ts'

/** The causally first opening names the author; the latest title is shown. */
export const openDraft: Step<'draft.open'> = (_context, entry, { draft, title }) => {
  const by = entry.author.member
  return accepted([
    write(keys.draft(draft), earliestOrder(entry.depth), { by, title, entry: entry.id, at: entry.header.at }),
    write(keys.title(draft), causalOrder(entry.depth), { title, by, depth: entry.depth }),
  ])
}

export const renameDraft: Step<'draft.rename'> = (_context, entry, { draft, title }) =>
  accepted([write(keys.title(draft), causalOrder(entry.depth), { title, by: entry.author.member, depth: entry.depth })])

/** Nothing was signed, so it can be undone: a causally later rename brings the draft back. */
export const discardDraft: Step<'draft.discard'> = (_context, entry, { draft }) =>
  accepted([write(keys.discarded(draft), causalOrder(entry.depth), { by: entry.author.member, depth: entry.depth, entry: entry.id })])

/** The text is the drafts package's, and no part of the state. */
export const updateDraft: Step<'draft.update'> = () => accepted([])
