import type { Address, DecisionId, DraftId, EntryId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { DiscardedValue, DraftValue, ProposalValue, TitleValue } from '../fold/values.ts'
import { type Registers, valueAt } from './registers.ts'

export type DraftRow = {
  readonly draft: DraftId
  readonly title: string
  readonly by: Address
  readonly entry: EntryId
  /** Milliseconds, for display. */
  readonly openedAt: number
  /** Proposals frozen from this draft. */
  readonly proposals: readonly DecisionId[]
  readonly discardedBy: Address | null
}

const discardedBy = (registers: Registers, draft: DraftId, title: TitleValue | undefined): Address | null => {
  const discarded = valueAt<DiscardedValue>(registers, keys.discarded(draft))
  return discarded !== undefined && discarded.depth >= (title?.depth ?? 0) ? discarded.by : null
}

/** All drafts, discarded ones included, newest first. */
export const draftsOf = (registers: Registers): readonly DraftRow[] => {
  const frozen = new Map<DraftId, DecisionId[]>()
  for (const { key, value } of registers.entries(keys.proposals)) {
    const { draft } = value as ProposalValue
    if (draft !== null) frozen.set(draft, [...(frozen.get(draft) ?? []), key.slice(keys.proposals.length) as DecisionId])
  }
  return registers
    .entries(keys.drafts)
    .map(({ key, value }): DraftRow => {
      const draft = key.slice(keys.drafts.length) as DraftId
      const opened = value as DraftValue
      const title = valueAt<TitleValue>(registers, keys.title(draft))
      return {
        draft,
        title: title?.title ?? opened.title,
        by: opened.by,
        entry: opened.entry,
        openedAt: opened.at,
        proposals: frozen.get(draft) ?? [],
        discardedBy: discardedBy(registers, draft, title),
      }
    })
    .sort((a, b) => b.openedAt - a.openedAt || (a.draft < b.draft ? -1 : 1))
}
