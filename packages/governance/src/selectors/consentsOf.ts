import type { Address } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ConsentValue } from '../fold/values.ts'
import { type Registers, valuesOf } from './registers.ts'

/** Newest claims of one DAO that are looked at: whoever brings more false ones than this hides only the oldest. */
const looked = 16

/**
 * What DAOs are said to sign of a seat here, of each its newest ones, the earliest first. Of who has a seat, or had one, nothing: it may be what it said before
 * that seat.
 * @example
 * consentsOf(registers, state) // => []
 */
export const consentsOf = (registers: Registers, state: Pick<ChainState, 'epochs'>): readonly ConsentValue[] => {
  const members = new Set(state.epochs.flatMap((epoch) => epoch.members.map(({ account }) => account)))
  const byDao = new Map<Address, ConsentValue[]>()
  for (const value of valuesOf<ConsentValue>(registers, keys.consents))
    if (!members.has(value.dao)) {
      const known = byDao.get(value.dao)
      if (known === undefined) byDao.set(value.dao, [value])
      else known.push(value)
    }
  return [...byDao.values()].flatMap((all) =>
    all.toSorted((a, b) => a.depth - b.depth || (a.signature < b.signature ? -1 : 1)).slice(-looked),
  )
}
