import { currentMembers } from '@daomesh/governance'
import type { Address, Clock } from '@daomesh/protocol'
import { createLookups } from '../chain/createLookups.ts'
import type { RosterBook } from '../market/createRosterBook.ts'

/** So long a reader that is no DAO is not looked up again: it may be founded meanwhile. */
const personMilliseconds = 3_600_000
/** Readers that are remembered. */
const most = 16_384

export type ReaderBook = {
  /** Whether an account is one of these readers, or sits in the roster of one that is a DAO. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly isAmong: (readers: ReadonlySet<Address>, account: Address) => Promise<boolean>
}

/**
 * Which readers of works are DAOs, learnt a few at a time: a work may have thousands of readers, and nobody who buys often keeps the members of a DAO that
 * bought later from what it paid for. Whoever asks is asked about again in a few seconds, and finds what was learnt meanwhile.
 */
export const createReaderBook = ({
  rosters,
  clock,
}: {
  readonly rosters: Pick<RosterBook, 'read'>
  readonly clock: Pick<Clock, 'now'>
}): ReaderBook => {
  const daos = new Set<Address>()
  /** When each was found to be no DAO. */
  const persons = new Map<Address, number>()
  /** Anybody who has bought can have readers looked up. */
  const mayLookUp = createLookups(clock)
  const isSeated = async (dao: Address, account: Address): Promise<boolean | null> => {
    const state = await rosters.read(dao)
    return state === null ? null : currentMembers(state).some((member) => member.account === account && member.power > 0n)
  }
  const remember = (reader: Address): void => {
    persons.delete(reader)
    persons.set(reader, clock.now())
    for (const oldest of persons.keys()) {
      if (persons.size <= most) break
      persons.delete(oldest)
    }
  }
  /** What was never looked up first, then what was looked up the longest ago. */
  const unknownAmong = (readers: ReadonlySet<Address>): readonly Address[] =>
    [...readers]
      .filter((reader) => !daos.has(reader) && clock.now() - (persons.get(reader) ?? -personMilliseconds) >= personMilliseconds)
      .toSorted((a, b) => (persons.get(a) ?? 0) - (persons.get(b) ?? 0))
  return {
    isAmong: async (readers, account) => {
      if (readers.has(account)) return true
      for (const reader of readers) if (daos.has(reader) && (await isSeated(reader, account)) === true) return true
      for (const reader of unknownAmong(readers)) {
        if (!mayLookUp()) break
        const seated = await isSeated(reader, account)
        if (seated === null) remember(reader)
        else if (daos.size < most) daos.add(reader)
        if (seated === true) return true
      }
      return false
    },
  }
}
