import { type Address, type Listing, limits } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { contactOf } from '../market/writePost.ts'

/** What may be said anew of a listing. */
export type ListingWords = {
  readonly title: string
  readonly brief: string
  readonly tags: readonly string[]
  readonly price: { readonly token: Address; readonly amount: string }
  readonly copies: number
  readonly days: number
}

const daySeconds = 24 * 3600

/** Words as a person gives them, in the form of a listing. */
export const toListing = (
  node: NodeContext,
  { title, brief, tags, price, copies, days }: ListingWords,
  now: number,
): Pick<Listing, 'title' | 'brief' | 'tags' | 'price' | 'copies' | 'expires' | 'contact'> => ({
  title: title.trim(),
  brief: brief.trim(),
  tags: [...new Set(tags.map((tag) => tag.trim().toLowerCase().normalize('NFC')))].filter((tag) => tag !== '').toSorted(),
  price,
  copies,
  // A sandbox's chain stands still while nobody sends: peers may be a little behind.
  expires: now + Math.min(days * daySeconds, limits.postSeconds - 600),
  contact: contactOf(node),
})
