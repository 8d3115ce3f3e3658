import type { ConnectionState } from '@daomesh/node/client'

/** Whether a page has no node any more: what it shows of it is what was so before. At first it only has none yet. */
export const hasLostNode = (connection: ConnectionState): boolean =>
  connection.state !== 'open' && (connection.state !== 'connecting' || connection.attempt > 1)
