import { type BriefValue, keys, valueAt } from '@daomesh/governance'
import type { Agreement, Terms } from '@daomesh/protocol'
import type { Spaces } from '../spaces/spaces.ts'

/** The words that an agreement commits to, where a deal of this node froze them: they stand there under their hash. */
export const termsInDeals = (spaces: Pick<Spaces, 'deals'>, { termsHash }: Agreement): Terms | null => {
  for (const space of spaces.deals()) {
    const value = valueAt<BriefValue>(space.registers(), keys.brief(termsHash))
    if (value !== undefined) return value.brief
  }
  return null
}
