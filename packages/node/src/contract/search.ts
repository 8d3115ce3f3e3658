import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id } from './shapes.ts'

const kind = z.enum(['dao', 'member', 'proposal', 'draft', 'poll', 'budget', 'comment', 'file', 'listing', 'deal', 'partnership', 'bounty'])

export const searchHit = z.object({
  kind,
  /** The DAO or deal that it is in; null for a bounty, which is in none. */
  space: id.spaceId.nullable(),
  /** How that is called; empty for a bounty. */
  place: z.string(),
  where: z.enum(['dao', 'deal', 'partnership', 'bounty']),
  /** Of its kind: an account, a decision, an entry … */
  id: z.string(),
  /** Empty for a comment. */
  title: z.string(),
  /** A line around what was found, where it was found in the text. */
  excerpt: z.string().nullable(),
  by: z.object({ account: id.address, name: z.string().nullable() }).nullable(),
  /** Milliseconds since 1970. */
  at: z.number().nullable(),
  /** What a comment is about. */
  about: z.object({ kind: z.enum(['proposal', 'draft', 'bounty']), id: z.string(), title: z.string().nullable() }).nullable(),
})

export const searchContract = {
  /** Everything that this node can read and that has each of the words, or the beginning of one: names and titles first, then the newest. */
  find: oc
    .input(z.object({ text: z.string().max(400), limit: z.number().int().min(1).max(100).default(20) }))
    .output(z.object({ hits: z.array(searchHit), more: z.boolean() })),
}
