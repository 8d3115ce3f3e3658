import type { Terms, OfferTerms } from '@daomesh/protocol'
import { diffLines, type DiffLine } from './diffLines.ts'

/** One term of two offers, as it stands in records; `change` says which way a number went. */
export type TermChange = {
  readonly field: keyof OfferTerms
  readonly before: string
  readonly after: string
  readonly change: 'raised' | 'lowered' | 'replaced'
}

export type OfferDiff = {
  /** In the order in which terms are read: the money, the times, who judges. `termsHash` is not among them: the brief says it. */
  readonly terms: readonly TermChange[]
  /** null where the brief is the same, or one of the two is not here. */
  readonly brief: {
    readonly title: readonly [string, string] | null
    readonly lines: readonly DiffLine[]
    readonly tagsAdded: readonly string[]
    readonly tagsRemoved: readonly string[]
    readonly filesAdded: readonly string[]
    readonly filesRemoved: readonly string[]
    /** The power that the hunter gets in the issuing DAO, `0` for none. */
    readonly power: readonly [string, string] | null
  } | null
  /** Whether the briefs differ though one of them is not here to be compared. */
  readonly briefUnread: boolean
}

const fields = [
  'amount',
  'token',
  'deliverBy',
  'reviewPeriod',
  'validUntil',
  'reviewer',
  'arbiter',
  'defaultSplit',
  'parent',
] as const satisfies readonly (keyof OfferTerms)[]
const numbers: ReadonlySet<string> = new Set(['amount', 'deliverBy', 'reviewPeriod', 'validUntil', 'defaultSplit'])

const without = (from: readonly string[], these: readonly string[]): readonly string[] => from.filter((one) => !these.includes(one))

/**
 * What changes from one offer to the next: each term that differs, and the brief line by line. Pure.
 * @example
 * offerDiff({ terms: offer.terms, brief: null }, { terms: { ...offer.terms, amount: '7' }, brief: null }).terms.map(({ field }) => field) // => ['amount']
 */
export const offerDiff = (
  before: { readonly terms: OfferTerms; readonly brief: Terms | null },
  after: { readonly terms: OfferTerms; readonly brief: Terms | null },
): OfferDiff => {
  const terms = fields.flatMap((field): readonly TermChange[] => {
    const [old, fresh] = [String(before.terms[field]), String(after.terms[field])]
    if (old === fresh) return []
    const change = !numbers.has(field) ? 'replaced' : BigInt(fresh) > BigInt(old) ? 'raised' : 'lowered'
    return [{ field, before: old, after: fresh, change }]
  })
  const differ = before.terms.termsHash !== after.terms.termsHash
  if (!differ || before.brief === null || after.brief === null) return { terms, brief: null, briefUnread: differ }
  const [old, fresh] = [before.brief, after.brief]
  return {
    terms,
    brief: {
      title: old.title === fresh.title ? null : [old.title, fresh.title],
      lines: diffLines(old.brief, fresh.brief),
      tagsAdded: without(fresh.tags, old.tags),
      tagsRemoved: without(old.tags, fresh.tags),
      filesAdded: without(fresh.files, old.files),
      filesRemoved: without(old.files, fresh.files),
      power: old.power === fresh.power ? null : [old.power ?? '0', fresh.power ?? '0'],
    },
    briefUnread: false,
  }
}
