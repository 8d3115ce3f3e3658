import { isUnderWay } from '../transactions/queueStore.ts'

/** Which spaces this node is in, their keys, whose node it is, whom it can reach, what it offers in the market: only it knows which posts are its own; and leaves of bounties, which nobody else may hold. */
const prefixes = ['space:', 'key:', 'link:', 'unlink:', 'address:', 'market:', 'bounty:']

/**
 * The rows without which a damaged home could not be refilled from members and the chain: the store keeps them in a second file too. Of the queue only
 * what is under way, so that money is not sent twice; everything else comes back or is a matter of convenience.
 */
export const keepsRow = (key: string, value: Uint8Array | null): boolean =>
  key === 'account' ||
  prefixes.some((prefix) => key.startsWith(prefix)) ||
  (key.startsWith('transaction:') && (value === null || isUnderWay(value)))
