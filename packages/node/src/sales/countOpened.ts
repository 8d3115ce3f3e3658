import type { Sale } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'

/** Readers of these copies who say that the files opened, as far as their words came here. */
export const countOpened = ({ sales }: Pick<NodeContext, 'sales'>, sold: readonly Sale[]): number => {
  const readers = new Set<string>()
  for (const quote of new Set(sold.map((sale) => sale.quote))) for (const { link } of sales.openedOf(quote)) readers.add(link.member)
  return readers.size
}

/** So often the same work is asked about, milliseconds: a page that is open reads itself anew whenever something changes. */
const askAgain = 30_000
const asked = new WeakMap<object, Map<string, number>>()

/** Asks who is connected for words of buyers that are not here yet; what is forged or not paid for is not kept. */
export const learnOpened = async (
  { sales, counter, adapters }: Pick<NodeContext, 'sales' | 'counter' | 'adapters'>,
  { seller, work }: { readonly seller: Sale['seller']; readonly work: Sale['work'] },
): Promise<void> => {
  const times = asked.get(sales) ?? new Map<string, number>()
  asked.set(sales, times)
  const now = adapters.clock.now()
  if (now - (times.get(work) ?? -askAgain) < askAgain) return
  times.set(work, now)
  await Promise.all(
    adapters.network.peers().map(async ({ device }) => {
      try {
        for (const wire of await counter.askOpened(device, seller, work)) await sales.takeOpened(wire)
      } catch (error) {
        adapters.logger.debug('work.unasked', { peer: device, error: String(error) })
      }
    }),
  )
}
