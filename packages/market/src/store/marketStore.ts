import type { Address, MarketPost, PostId, RevisionId } from '@daomesh/protocol'
import type { ParcelStore } from './parcelStore.ts'

export type PostKey = { readonly issuer: Address; readonly post: PostId }

/**
 * Who vouches for an issuer, the least first: nobody but its own key, a bond that it has locked, or the roster of a DAO on the chain. Where room must be made,
 * posts leave in this order.
 */
export const issuerKinds = ['account', 'bonded', 'dao'] as const
export type IssuerKind = (typeof issuerKinds)[number]

export type StoredPost = {
  readonly id: RevisionId
  readonly wire: Uint8Array
  readonly post: MarketPost
  readonly kind: IssuerKind
  /** Of this node: it leaves only by its end. */
  readonly own: boolean
  /** Seconds of chain time until which this key is kept: the latest end of any of its revisions, so that no older one comes back. */
  readonly until: number
  /** Drawn by this node: where room must be made, the lowest leaves. */
  readonly rank: number
}

/** What one side tells the other of a post. */
export type HeldRow = PostKey & { readonly revision: number; readonly id: RevisionId }

export const postSorts = ['relevance', 'newest', 'deadline', 'reward'] as const
export type PostSort = (typeof postSorts)[number]

/** What is looked for: work that is wanted, or finished work that is for sale. */
export const postShelves = ['wanted', 'sale'] as const
export type PostShelf = (typeof postShelves)[number]

export type PostQuery = {
  readonly shelf: PostShelf
  /** As a person types it: each word must begin a word of title, tags or brief. */
  readonly text: string
  /** All of them. */
  readonly tags: readonly string[]
  readonly issuer: Address | null
  readonly token: Address | null
  /** Only what one of these may take; an account and its DAOs. `daos`: whether a DAO is among them. */
  readonly openFor: { readonly accounts: readonly Address[]; readonly daos: boolean } | null
  /** A further condition on who posts, such as a level; null for none. */
  readonly keeps: ((issuer: Address) => boolean) | null
  readonly sort: PostSort
  readonly offset: number
  readonly limit: number
  /** Seconds of chain time: what is over by then is not found. */
  readonly now: number
}

export type FoundPosts = {
  readonly rows: readonly StoredPost[]
  /** Of all that fits; at most `countAtMost`, which then means that or more. */
  readonly total: number
}

/** Counting further tells a person nothing. */
export const countAtMost = 1_000
/** Of what a word fits, so many of the newest are looked at: ranking more takes longer than a person waits. */
export const lookAtMost = 2_000

/** Posts of one market, newest revision only. A cache: what is lost is fetched again, and what this node wrote is kept elsewhere too. */
export type MarketStore = {
  readonly get: (key: PostKey) => StoredPost | null
  /** What is told of a post, without opening it. */
  readonly row: (key: PostKey) => HeldRow | null
  /** Takes the place of what is there under its key. @throws DaomeshError `STORAGE_FAILED`. */
  readonly put: (row: StoredPost) => void
  readonly remove: (key: PostKey) => void
  /** Forgets what is over, closed or not. @returns how many. */
  readonly sweep: (now: number) => number
  readonly size: () => { readonly posts: number; readonly bytes: number }
  readonly countOf: (issuer: Address) => number
  /** Accounts of whom something of a kind is held. */
  readonly issuers: (kind: IssuerKind) => readonly Address[]
  /** All that is held of an account counts as of this kind from now on; what is held of a DAO stays a DAO's. */
  readonly regard: (issuer: Address, kind: 'account' | 'bonded') => void
  /** The post that should leave first where room must be made: of the issuer with the most, the one with the lowest rank. Own ones never. */
  readonly first: (kind: IssuerKind) => (PostKey & { readonly rank: number; readonly ofIssuer: number }) | null
  readonly search: (query: PostQuery) => FoundPosts
  /** The tags of what stands on a shelf, the most frequent first. */
  readonly tags: (shelf: PostShelf, now: number, most: number) => readonly { readonly tag: string; readonly posts: number }[]
  /** What is held in one of 256 buckets, by key. */
  readonly bucket: (bucket: number) => readonly HeldRow[]
  /** What is kept for others of this market, sealed. */
  readonly parcels: ParcelStore
  readonly close: () => void
}
