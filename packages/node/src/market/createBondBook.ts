import { bondsAddress, type ChainClient, type ChainHead, chainKeyOf, type FactsCursor } from '@daomesh/chain'
import { type BondBook as Bonds, type BondsSeen, emptyBonds, foldBonds, type LockedBond } from '@daomesh/governance'
import { type Address, address, amount, decode, DaomeshError, encode } from '@daomesh/protocol'
import { z } from 'zod'
import { readInTurn } from '../chain/readInTurn.ts'
import { readCursor, writeCursor, writtenAfter } from '../chain/storedCursor.ts'
import type { MetaStore } from '../ports.ts'

/** Who has locked a market bond, read on from where this disk says. */
export type BondBook = {
  /** Reads what is new on the chain, and says the head it was read at. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`, `CHAIN_EVENTS_DIFFER`. */
  readonly refresh: () => Promise<ChainHead>
  readonly seen: () => BondsSeen
  /** Whether the chain was ever read, now or before a start. */
  readonly wasRead: () => boolean
}

type Parameters = {
  readonly client: Pick<ChainClient, 'profile' | 'bondFacts'>
  readonly meta: MetaStore
  /** Accounts of which something was told; null after all of it was read for the first time since the start, or anew. */
  readonly onMoved: (accounts: readonly Address[] | null) => void
}

const bondShape = z.strictObject({ v: z.literal(1), amount, leavesAt: z.number().int().nonnegative().nullable() })

const writeBond = ({ amount: wei, leavesAt }: LockedBond): Uint8Array => encode({ v: 1, amount: wei.toString(), leavesAt })
const readBond = (value: Uint8Array): LockedBond => {
  const { amount: wei, leavesAt } = bondShape.parse(decode(value))
  return { amount: BigInt(wei), leavesAt }
}

type Row = readonly [key: string, value: Uint8Array | null]

/**
 * Keeps the fold of the final facts of market bonds on disk, each account in a row of its own, with the block up to which they were read: both are written at
 * once. It is derived, so damaged rows or a chain that tells another history only cost a reading from the beginning.
 */
export const createBondBook = ({ client, meta, onMoved }: Parameters): BondBook => {
  const bonds = bondsAddress()
  const prefix = `bonds:${chainKeyOf(client.profile.identity)}:${bonds}:`
  const [accounts, place] = [`${prefix}account/`, `${prefix}cursor`]

  const load = (): { final: Bonds; cursor: FactsCursor | null } => {
    const bytes = meta.get(place)
    if (bytes === undefined) return { final: emptyBonds, cursor: null }
    try {
      const rows = meta.list(accounts).map(({ key, value }) => [address.parse(key.slice(accounts.length)), readBond(value)] as const)
      return { final: new Map(rows), cursor: readCursor(bytes) }
    } catch (cause) {
      meta.unreadable?.(place, cause)
      // Rows of two readings must not lie beside each other.
      meta.setAll(meta.list(prefix).map(({ key }): Row => [key, null]))
      return { final: emptyBonds, cursor: null }
    }
  }

  let { final, cursor } = load()
  let shown = final
  let written = cursor?.number ?? 0n
  let wasRead = cursor !== null
  let caughtUp = false
  /** Of which something is told that may still vanish. */
  let loose: readonly Address[] = []

  const write = (told: readonly Address[], after: Bonds, to: FactsCursor | null): void => {
    if (to === null || (told.length === 0 && to.number - written < writtenAfter)) return
    const rows = [...new Set(told)].map((account): Row => {
      const bond = after.get(account)
      return [accounts + account, bond === undefined ? null : writeBond(bond)]
    })
    meta.setAll([...rows, [place, writeCursor(to)]])
    written = to.number
  }
  const forget = (): void => {
    meta.setAll(meta.list(prefix).map(({ key }): Row => [key, null]))
    ;[final, shown, cursor, written, caughtUp] = [emptyBonds, emptyBonds, null, 0n, false]
  }

  const read = async (): Promise<ChainHead> => {
    const moved = new Set<Address>()
    for (;;) {
      const page = await client.bondFacts({ bonds, from: cursor })
      const sure = page.finalized.map(({ fact }) => fact)
      const unsure = page.unfinalized.map(({ fact }) => fact)
      const after = sure.length === 0 ? final : foldBonds(sure, final)
      // On disk first: what a full disk refused is read of the chain again, not passed over.
      write(
        sure.map(({ account }) => account),
        after,
        page.cursor,
      )
      ;[final, cursor] = [after, page.cursor]
      shown = unsure.length === 0 ? final : foldBonds(unsure, final)
      for (const { account } of [...sure, ...unsure]) moved.add(account)
      if (page.more) continue
      for (const account of loose) moved.add(account)
      loose = unsure.map(({ account }) => account)
      wasRead = true
      if (!caughtUp) onMoved(null)
      else if (moved.size > 0) onMoved([...moved])
      caughtUp = true
      return page.head
    }
  }
  const readOn = async (): Promise<ChainHead> => {
    try {
      return await read()
    } catch (error) {
      // A sandbox that was made anew, or a chain that broke its word: what was kept is read again from the beginning.
      if (!(error instanceof DaomeshError) || error.code !== 'CHAIN_EVENTS_DIFFER' || cursor === null) throw error
      forget()
      return read()
    }
  }
  return {
    refresh: readInTurn(readOn),
    seen: () => ({ final, shown }),
    wasRead: () => wasRead,
  }
}
