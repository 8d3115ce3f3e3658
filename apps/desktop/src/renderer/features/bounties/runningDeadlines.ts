import type { Bounty } from './bounties.ts'

const deadlines = ['fundBy', 'deliverBy', 'reviewEnd', 'windowEnd'] as const
type Timed = Pick<Bounty, 'deadlines'> & { readonly leaves: readonly Pick<Bounty['leaves'][number], 'state'>[] }

/** Times by which something can still be done: once every part is paid, none can be objected to any more. */
export const runningDeadlines = ({ deadlines: times, leaves }: Timed): readonly (typeof deadlines)[number][] => {
  const allPaid = leaves.every(({ state }) => state === 'paid')
  return deadlines.filter((one) => times[one] > 0 && !(one === 'windowEnd' && allPaid))
}
