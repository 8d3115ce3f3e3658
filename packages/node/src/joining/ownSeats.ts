import { type Address, seatIn } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

/** The accounts by which this node's account may stand in a roster: itself, and every DAO that it is in, by a seat there or through another one. */
export const ownSeats = (account: Address | null, daos: readonly DaoSpace[]): ReadonlySet<Address> =>
  new Set(account === null ? [] : [account, ...daos.flatMap((dao) => (seatIn(dao.view(), account) === null ? [] : [dao.record.dao]))])
