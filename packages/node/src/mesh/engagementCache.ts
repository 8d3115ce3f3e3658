import { type BountyBook, type BountyRecord, type Engagement, engagementsOf } from '@daomesh/governance'
import { type BountyId, type Hex, termsHashOf } from '@daomesh/protocol'
import type { BountyBundle } from '../bounties/bountyBundle.ts'
import type { BountyDesk } from '../bounties/createBountyDesk.ts'
import { knownSplits } from '../bounties/knownSplits.ts'

/** What an agreement is about, where its terms are here. */
export type Words = { readonly title: string; readonly tags: readonly string[] }

type Line = {
  readonly record: BountyRecord
  readonly revision: number
  readonly engagements: readonly Engagement[]
  readonly words: readonly (readonly [Hex, Words])[]
}

/** Words by the hash that an agreement commits to; words that do not fit it are somebody's invention. */
const wordsIn = (bundle: BountyBundle): Line['words'] =>
  [bundle, ...bundle.splits.flatMap(({ leaves }) => leaves)].flatMap(({ agreement, terms }) =>
    terms !== null && termsHashOf(terms) === agreement.termsHash
      ? [[agreement.termsHash, { title: terms.title, tags: terms.tags }] as const]
      : [],
  )

/** Engagements of all bounties, made anew only of those of which something was said since. */
export const createEngagementCache = (bounties: Pick<BountyDesk, 'bundle' | 'revision' | 'chainId' | 'escrow'>) => {
  const lines = new Map<BountyId, Line>()
  const lineOf = (id: BountyId, record: BountyRecord): Line => {
    const revision = bounties.revision(id)
    const known = lines.get(id)
    if (known?.record === record && known.revision === revision) return known
    const bundle = bounties.bundle(id)
    const placed = bundle === null ? record : knownSplits(record, bundle, bounties.chainId, bounties.escrow).record
    const line: Line = { record, revision, engagements: engagementsOf(placed), words: bundle === null ? [] : wordsIn(bundle) }
    lines.set(id, line)
    return line
  }
  return (book: BountyBook): { readonly engagements: readonly Engagement[]; readonly words: ReadonlyMap<Hex, Words> } => {
    // What a reorganisation took away again.
    for (const id of lines.keys()) if (!book.bounties.has(id)) lines.delete(id)
    const all = [...book.bounties].map(([id, record]) => lineOf(id, record))
    return { engagements: all.flatMap(({ engagements }) => engagements), words: new Map(all.flatMap(({ words }) => words)) }
  }
}
