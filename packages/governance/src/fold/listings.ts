import { equalBytes, isLinked, isListing, isOfChain, lockOf, openPost, type SignedPost } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { keys } from './keys.ts'
import type { DaoContext } from './proposals.ts'
import { accepted, rejected, write } from './verdicts.ts'

const read = (wire: Uint8Array): SignedPost | null => {
  try {
    return openPost(wire)
  } catch {
    // Whatever is wrong with it, it is no listing.
    return null
  }
}

/**
 * A member says in the name of the DAO what it sells, and hands the key of the work to the other members. Whose device signed the post is for whoever
 * passes it on: a reducer cannot ask for that.
 */
export const publishListing: Step<'listing.publish', DaoContext> = (context, entry, { post: wire, key }) => {
  const signed = read(wire)
  if (signed === null || !isListing(signed.post)) return rejected('ENTRY_LISTING')
  const { post, link, id } = signed
  const fits = post.issuer === context.dao && isOfChain(post, context.chain) && equalBytes(lockOf(key), post.lock)
  if (!fits) return rejected('ENTRY_LISTING')
  const { chainId } = context.chain
  if (link.member !== entry.author.member || !isLinked(signed, chainId, { recoverAccount: context.recover })) return rejected('ENTRY_LINK')
  const value = { by: entry.author.member, post: wire, key, at: entry.header.at, depth: entry.depth }
  return accepted([write(keys.listing(post.post, id), '', value)])
}
