import { chainKeyOf, type ChainClient, type FactsCursor } from '@daomesh/chain'
import { type BountyBook, emptyBook, foldBountyPage } from '@daomesh/governance'
import { type Address, amount, type BountyEvent, bountyId, toDaomeshError, utf8 } from '@daomesh/protocol'
import { readInTurn } from '../chain/readInTurn.ts'
import { readCursor, writeCursor, writtenAfter } from '../chain/storedCursor.ts'
import type { MetaStore } from '../ports.ts'
import { readRecord, writeRecord } from './storedRecord.ts'

/** What the escrow told of all bounties, read on from where this disk says. */
export type EscrowBook = {
  /** Reads what is new on the chain, or all of it where it tells another history. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly refresh: () => Promise<void>
  /** With what may still vanish. */
  readonly shown: () => BountyBook
  /** What never changes any more. */
  readonly final: () => BountyBook
  /** Whether the chain was ever read, now or before a start. */
  readonly wasRead: () => boolean
  /** Another number after final facts came that were not here before. */
  readonly version: () => number
}

const inSeconds = (events: readonly BountyEvent[]) => events.map(({ fact, at }) => ({ fact, at: at / 1000 }))

type Row = readonly [key: string, value: Uint8Array | null]

/**
 * Keeps the fold of the escrow's final facts on disk, each bounty in a row of its own, with the block up to which it was read: both are written at once. It
 * is derived, so damaged rows or a chain that tells another history only cost a reading from the beginning.
 */
export const createEscrowBook = (p: {
  readonly client: Pick<ChainClient, 'profile' | 'bountyFacts'>
  readonly meta: MetaStore
  readonly escrow: Address
}): EscrowBook => {
  const { client, meta, escrow } = p
  const prefix = `escrow:${chainKeyOf(client.profile.identity)}:${escrow}:`
  const [bounties, cancelled, credits] = ['bounty/', 'cancelled/', 'credit/'].map((name) => prefix + name) as [string, string, string]
  const place = `${prefix}cursor`

  const load = (): { book: BountyBook; cursor: FactsCursor | null } => {
    const bytes = meta.get(place)
    if (bytes === undefined) return { book: emptyBook, cursor: null }
    try {
      const book: BountyBook = {
        bounties: new Map(meta.list(bounties).map(({ key, value }) => [bountyId.parse(key.slice(bounties.length)), readRecord(value)])),
        cancelled: new Set(meta.list(cancelled).map(({ key }) => bountyId.parse(key.slice(cancelled.length)))),
        credits: new Map(
          meta.list(credits).map(({ key, value }) => [key.slice(credits.length), BigInt(amount.parse(new TextDecoder().decode(value)))]),
        ),
      }
      return { book, cursor: readCursor(bytes) }
    } catch (cause) {
      meta.unreadable?.(place, cause)
      // Rows of two readings must not lie beside each other.
      meta.setAll(meta.list(prefix).map(({ key }): Row => [key, null]))
      return { book: emptyBook, cursor: null }
    }
  }

  let { book, cursor } = load()
  let written = cursor?.number ?? 0n
  let shown = book
  let wasRead = cursor !== null
  let version = 0

  const changedRows = (before: BountyBook, after: BountyBook): readonly Row[] => [
    ...[...after.bounties].flatMap(([id, record]): Row[] =>
      before.bounties.get(id) === record ? [] : [[bounties + id, writeRecord(record)]],
    ),
    ...[...after.cancelled].flatMap((id): Row[] => (before.cancelled.has(id) ? [] : [[cancelled + id, utf8('')]])),
    ...[...after.credits].flatMap(([key, wei]): Row[] => (before.credits.get(key) === wei ? [] : [[credits + key, utf8(wei.toString())]])),
  ]
  const write = (after: BountyBook, to: FactsCursor | null): void => {
    if (to === null) return
    const rows = after === book ? [] : changedRows(book, after)
    if (rows.length === 0 && to.number - written < writtenAfter) return
    meta.setAll([...rows, [place, writeCursor(to)]])
    written = to.number
  }
  const forget = (): void => {
    meta.setAll(meta.list(prefix).map(({ key }): Row => [key, null]))
    ;[book, shown, cursor, written] = [emptyBook, emptyBook, null, 0n]
    version += 1
  }

  const read = async (): Promise<void> => {
    for (let more = true; more;) {
      const page = await client.bountyFacts({ escrow, from: cursor })
      const after = foldBountyPage(book, inSeconds(page.finalized))
      // On disk first: what a full disk refused is read of the chain again, not passed over.
      write(after, page.cursor)
      book = after
      shown = foldBountyPage(book, inSeconds(page.unfinalized))
      if (page.finalized.length > 0) version += 1
      cursor = page.cursor
      more = page.more
    }
    wasRead = true
  }
  const readOn = async (): Promise<void> => {
    try {
      await read()
    } catch (error) {
      // A sandbox that was made anew, or an endpoint that was wrong before: no money is shown by its word any longer.
      if (cursor === null || toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER') throw error
      forget()
      await read()
    }
  }

  return {
    refresh: readInTurn(readOn),
    shown: () => shown,
    final: () => book,
    wasRead: () => wasRead,
    version: () => version,
  }
}
