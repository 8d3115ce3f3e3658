import type { FileStore, NamedFile } from '@daomesh/files'
import { type FileId, isListing, type Listing, openWork, type SpaceId, workOf, workSpaceOf } from '@daomesh/protocol'
import type { Market } from '@daomesh/market'
import type { SaleDesk } from './createSaleDesk.ts'

/** Where files of works lie and what opens them, for the exchange of files. */
export type WorkShelf = {
  /** Works of which this node can say anything. */
  readonly spaces: () => readonly SpaceId[]
  readonly has: (space: SpaceId) => boolean
  /** What opens a file of a work here: a sample for everybody, the rest for who has the key of the work. */
  readonly named: (space: SpaceId, file: FileId) => readonly NamedFile[]
  /** The space under which the bytes lie on this disk: with the selling DAO's files where this node is in it. */
  readonly homeOf: (space: SpaceId) => SpaceId
}

type Shelved = { readonly home: SpaceId; readonly files: ReadonlyMap<FileId, NamedFile> }

const filesOf = ({ samples, files }: Listing, keys: readonly Uint8Array[] | null): ReadonlyMap<FileId, NamedFile> =>
  new Map([
    ...samples.map(({ file, key, size }) => [file, { key, size }] as const),
    ...files.flatMap(({ file, size }, i) => {
      const key = keys?.[i]
      return key === undefined ? [] : [[file, { key, size }] as const]
    }),
  ])

/** A key that came from a record or a peer was compared with its listing before; one that fails here opens nothing. */
const keysOf = (listing: Listing, key: Uint8Array | null): readonly Uint8Array[] | null => {
  if (key === null) return null
  try {
    return openWork(key, listing)
  } catch {
    return null
  }
}

/** Listings that a node was shown and of which it may fetch samples. */
const shownAtMost = 256

/** Made anew when something of it changed, and only when somebody asks. */
export const createWorkShelf = (sales: () => Pick<SaleDesk, 'ownListings' | 'purchases'>) => {
  const shown = new Map<SpaceId, Listing>()
  let built: { readonly of: string; readonly shelf: ReadonlyMap<SpaceId, Shelved> } = { of: '', shelf: new Map() }

  const shelf = (): ReadonlyMap<SpaceId, Shelved> => {
    const { ownListings, purchases } = sales()
    const [own, bought] = [ownListings(), purchases()]
    const of = [
      ...own.map(({ newest, space }) => `${space.id}${newest.id}`),
      ...bought.map(({ quote, key }) => `${quote}${key === null}`),
      ...shown.keys(),
    ].join()
    if (of === built.of) return built.shelf
    const made = new Map<SpaceId, Shelved>()
    for (const [space, listing] of shown) made.set(space, { home: space, files: filesOf(listing, null) })
    for (const { listing, key } of bought) {
      const space = workSpaceOf(workOf(listing))
      made.set(space, { home: space, files: filesOf(listing, keysOf(listing, key)) })
    }
    // The members of the seller have the files already, among those that they share.
    for (const { newest, revisions, space } of own) {
      const samples = revisions.flatMap(({ listing }) => [...filesOf(listing, null)])
      const files = new Map([...samples, ...filesOf(newest.listing, keysOf(newest.listing, newest.key))])
      made.set(workSpaceOf(workOf(newest.listing)), { home: space.id, files })
    }
    built = { of, shelf: made }
    return made
  }
  const works: WorkShelf = {
    spaces: () => [...shelf().keys()],
    has: (space) => shelf().has(space),
    named: (space, file) => {
      const found = shelf().get(space)?.files.get(file)
      return found === undefined ? [] : [found]
    },
    homeOf: (space) => shelf().get(space)?.home ?? space,
  }
  return {
    works,
    /** A person looks at this listing: its samples may be fetched. */
    show: (listing: Listing): SpaceId => {
      const space = workSpaceOf(workOf(listing))
      shown.delete(space)
      shown.set(space, listing)
      const [oldest] = shown.keys()
      if (shown.size > shownAtMost && oldest !== undefined) shown.delete(oldest)
      return space
    },
  }
}

/** The same store, with works where they lie. */
export const atHome = (store: FileStore, { homeOf }: Pick<WorkShelf, 'homeOf'>): FileStore => ({
  ...store,
  list: (space) => store.list(homeOf(space)),
  usage: (space) => store.usage(homeOf(space)),
  manifest: (space, file) => store.manifest(homeOf(space), file),
  putManifest: (space, file, sealed) => store.putManifest(homeOf(space), file, sealed),
  state: (space, file) => store.state(homeOf(space), file),
  read: (space, file, at, length) => store.read(homeOf(space), file, at, length),
  write: (space, file, at, bytes) => store.write(homeOf(space), file, at, bytes),
  complete: (space, file) => store.complete(homeOf(space), file),
  reopen: (space, file) => store.reopen(homeOf(space), file),
  remove: (space, file) => store.remove(homeOf(space), file),
})

/** The newest listings of a DAO that the market holds here. */
export const listingsInMarket = (
  market: Pick<Market, 'search'>,
  seller: Listing['issuer'],
  now: number,
): readonly { readonly listing: Listing; readonly wire: Uint8Array }[] =>
  market
    .search({
      shelf: 'sale',
      text: '',
      tags: [],
      issuer: seller,
      token: null,
      openFor: null,
      keeps: null,
      sort: 'newest',
      offset: 0,
      limit: 100,
      now,
    })
    .rows.flatMap(({ post, wire }) => (isListing(post) ? [{ listing: post, wire }] : []))
