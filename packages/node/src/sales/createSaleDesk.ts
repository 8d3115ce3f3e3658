import { type ChainClient, tillAddress } from '@daomesh/chain'
import { foldSales, emptySales, type ListingRow, listingsOf, type SalesBook } from '@daomesh/governance'
import {
  type Address,
  checkOpened,
  fromHex,
  hexHashOf,
  type Listing,
  type Opened,
  openOpened,
  quoteIdOf,
  type QuoteId,
  quoteOf,
  type SaleEvent,
  type Verifier,
} from '@daomesh/protocol'
import { readOn } from '../chain/readOn.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { MetaStore } from '../ports.ts'
import type { DaoSpace } from '../spaces/space.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { type Purchase, readPurchase, writePurchase } from './storedPurchase.ts'

export type SalesSeen = {
  /** As of the newest final block: only this hands a key over. */
  readonly final: SalesBook
  /** With what may still vanish. */
  readonly shown: SalesBook
}

/** What a DAO of this node sells, with the keys. */
export type OwnListing = ListingRow & { readonly space: DaoSpace }

/** Works that DAOs of this node's chain sell: what was paid, what this node bought, and what its own DAOs sell. */
export type SaleDesk = {
  readonly till: Address
  /** Reads what is new on the chain first; a chain that is away leaves what was read before. @throws DaomeshError `CHAIN_UNREACHABLE` where it was never read. */
  readonly look: () => Promise<SalesSeen>
  readonly seen: () => SalesSeen
  readonly wasRead: () => boolean
  readonly purchases: () => readonly Purchase[]
  /** Durable when it returns. */
  readonly keep: (purchase: Omit<Purchase, 'quote'>) => void
  readonly ownListings: () => readonly OwnListing[]
  /** The key of a work that is sold by this quote, where a DAO of this node sells it or this node bought it. */
  readonly keyOf: (quote: QuoteId) => { readonly listing: Listing; readonly key: Uint8Array } | null
  /** Buyers' words that files opened, by quote. */
  readonly openedOf: (quote: QuoteId) => readonly Opened[]
  /** Keeps one that is signed and paid for. False where it is not. */
  readonly takeOpened: (wire: Uint8Array) => Promise<boolean>
}

const purchases = 'purchase:'
const openedRows = (quote: QuoteId): string => `opened:${quote}:`

type Parameters = {
  readonly client: Pick<ChainClient, 'profile' | 'saleFacts'>
  readonly meta: MetaStore
  readonly changes: Pick<Changes, 'mark'>
  readonly spaces: Pick<Spaces, 'daos'>
  readonly verifier: Pick<Verifier, 'verifyDevice' | 'recoverAccount'>
}

export const quoteIdOfListing = (listing: Listing): QuoteId => quoteIdOf(quoteOf(listing))

/** Final purchases are read once while the node runs; what was bought is kept on disk, the files beside the others. */
export const createSaleDesk = ({ client, meta, changes, spaces, verifier }: Parameters): SaleDesk => {
  const till = tillAddress()
  const readEvents = readOn<SaleEvent>((from) => client.saleFacts({ till, from }))
  const { identity } = client.profile
  let seen: SalesSeen = { final: emptySales, shown: emptySales }
  let wasRead = false
  let mark = ''

  const look = async (): Promise<SalesSeen> => {
    try {
      const { final, loose } = await readEvents()
      wasRead = true
      const now = hexHashOf(
        'sales',
        ...[...final.slice(-1), ...loose].map(({ blockHash, logIndex }) => `${blockHash}:${logIndex}`),
        `${final.length}`,
      )
      if (now !== mark) {
        const book = foldSales(final)
        seen = { final: book, shown: foldSales(loose, book) }
        mark = now
        changes.mark('sales')
      }
    } catch (error) {
      if (!wasRead) throw error
    }
    return seen
  }
  /** Registers change seldom, and a listing is worth reading once. */
  const known = new Map<DaoSpace, { readonly count: number; readonly rows: readonly ListingRow[] }>()
  const listingsIn = (space: DaoSpace): readonly ListingRow[] => {
    const count = space.registers().entries('listing/').length
    const before = known.get(space)
    if (before?.count === count) return before.rows
    const rows = listingsOf(space.registers())
    known.set(space, { count, rows })
    return rows
  }
  const ownListings = (): readonly OwnListing[] =>
    spaces.daos().flatMap((space) => (space.unlocked() ? listingsIn(space).map((row) => ({ ...row, space })) : []))

  let read: { readonly purchase: Purchase; readonly row: Uint8Array }[] = []
  const bought = (): readonly Purchase[] => {
    read = meta.list(purchases).flatMap(({ key, value }) => {
      const before = read.find(({ row }) => row === value)
      if (before !== undefined) return [before]
      try {
        return [{ purchase: readPurchase(value, quoteIdOfListing), row: value }]
      } catch (cause) {
        meta.unreadable?.(key, cause)
        return []
      }
    })
    return read.map(({ purchase }) => purchase)
  }
  const openedOf = (quote: QuoteId): readonly Opened[] =>
    meta.list(openedRows(quote)).flatMap(({ key, value }) => {
      try {
        return [openOpened(value)]
      } catch (cause) {
        meta.unreadable?.(key, cause)
        return []
      }
    })
  return {
    till,
    look,
    seen: () => seen,
    wasRead: () => wasRead,
    purchases: bought,
    keep: (purchase) => {
      meta.set(`${purchases}${quoteIdOfListing(purchase.listing)}`, writePurchase(purchase))
      changes.mark('sales')
    },
    ownListings,
    keyOf: (quote) => {
      for (const { revisions } of ownListings())
        for (const { listing, key } of revisions) if (quoteIdOfListing(listing) === quote) return { listing, key }
      const mine = bought().find((one) => one.quote === quote)
      return mine === undefined || mine.key === null ? null : { listing: mine.listing, key: mine.key }
    },
    openedOf,
    takeOpened: async (wire) => {
      const opened = openOpened(wire)
      const { quote, link } = opened
      const row = `${openedRows(quote)}${link.member}`
      if (meta.get(row) !== undefined) return true
      if (!(seen.final.get(quote) ?? []).some(({ reader }) => reader === link.member)) return false
      if (fromHex(quote).length !== 32 || !(await checkOpened(opened, identity, verifier))) return false
      meta.set(row, wire.slice())
      changes.mark('sales')
      return true
    },
  }
}
