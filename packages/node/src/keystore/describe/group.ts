import type { Sentence } from './say.ts'

/**
 * Sentences that belong together: `lines` say what happens, `details` when, where and by whose account. `text` is what somebody wrote, bound by the
 * signature, to be shown whole and never as markup.
 */
export type WordGroup = {
  readonly head: Sentence | null
  readonly lines: readonly Sentence[]
  readonly details: readonly Sentence[]
  readonly text: string | null
}

export const plainGroup = (lines: readonly Sentence[]): WordGroup => ({ head: null, lines, details: [], text: null })
