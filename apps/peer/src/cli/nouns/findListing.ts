import type { NodeClient } from '@daomesh/node/client'
import { findPosted, type PostedKey } from './posted.ts'

const all = { text: '', token: null, sort: 'newest', offset: 0, limit: 100 } as const

/** @throws DaomeshError `POST_UNKNOWN`. */
export const findListing = (node: NodeClient, text: string): Promise<PostedKey> =>
  findPosted(text, 'listing', async (issuer) => (await node.listings.search({ ...all, tags: [], issuer })).rows)
