import type { Saying } from './say.ts'

/**
 * Sentences that belong together: `lines` say what happens, `details` when, where and by whose account. `text` is what somebody wrote, bound by the
 * signature, to be shown whole and never as markup.
 */
export type WordGroup = {
  readonly head: Saying | null
  readonly lines: readonly Saying[]
  readonly details: readonly Saying[]
  readonly text: string | null
}

export const plainGroup = (lines: readonly Saying[]): WordGroup => ({ head: null, lines, details: [], text: null })
