import { type Clock, DaomeshError } from '@daomesh/protocol'
import { lagAtMost, presentSeconds } from '../constants.ts'
import type { ChainHead, FactsCursor } from './ports.ts'

/**
 * The page, unless its endpoint shows that the cursor's block was invented (SPEC A90): its head lies far below that block though it is of now. A head that
 * is old tells of an endpoint that lags, which says nothing about the block. The clock decides no more than which of these it is called.
 * @throws DaomeshError `CHAIN_EVENTS_DIFFER`.
 */
export const refuseInvented = <P extends { readonly head: ChainHead }>(clock: Pick<Clock, 'now'>, from: FactsCursor | null, page: P): P => {
  const { number, timestamp } = page.head
  if (from === null || from.number <= number + lagAtMost || clock.now() / 1000 - timestamp > presentSeconds) return page
  throw new DaomeshError('CHAIN_EVENTS_DIFFER', { meta: { block: from.number.toString(), expected: from.hash, found: null } })
}
