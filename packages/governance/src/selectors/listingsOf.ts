import { type Address, isListing, type Listing, openPost, outranks, type PostId, type RevisionId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { ListingValue } from '../fold/values.ts'
import type { Registers } from './registers.ts'

/** One thing that a member said of a listing. `wire` is the signed post, `key` opens the work, `at` is in milliseconds, for display. */
export type ListingRevision = {
  readonly id: RevisionId
  readonly listing: Listing
  readonly wire: Uint8Array
  readonly key: Uint8Array
  readonly by: Address
  readonly at: number
}

/** A listing of a DAO with all that was ever said of it, what stands first. */
export type ListingRow = { readonly post: PostId; readonly newest: ListingRevision; readonly revisions: readonly ListingRevision[] }

/**
 * What a DAO sells and sold: of each listing all revisions, the one that stands first (protocol P42). An earlier one still counts for whoever bought by it.
 * @example
 * listingsOf(registers) // => []
 */
export const listingsOf = (registers: Registers): readonly ListingRow[] => {
  const byPost = new Map<PostId, ListingRevision[]>()
  for (const { value } of registers.entries(keys.listings)) {
    const { post: wire, key, by, at } = value as ListingValue
    const { post: listing, id } = openPost(wire)
    if (!isListing(listing)) continue
    const rows = byPost.get(listing.post) ?? []
    byPost.set(listing.post, rows)
    rows.push({ id, listing, wire, key, by, at })
  }
  return [...byPost]
    .flatMap(([post, rows]) => {
      const revisions = rows.toSorted((a, b) =>
        outranks({ revision: a.listing.revision, id: a.id }, { revision: b.listing.revision, id: b.id }) ? -1 : 1,
      )
      const [newest] = revisions
      return newest === undefined ? [] : [{ post, newest, revisions }]
    })
    .toSorted((a, b) => b.newest.at - a.newest.at || (a.post < b.post ? -1 : 1))
}
