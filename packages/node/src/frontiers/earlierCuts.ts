import type { ChainCut } from '@daomesh/protocol'

/** Enough for a device that is tens of thousands of facts behind. */
export const mostEarlierCuts = 14

/** Cuts 1, 2, 4, 8 … facts before the newest: so that a device with fewer facts can compare too, above all one from which some are kept. */
export const earlierCuts = ({
  cut,
  cutAt,
}: {
  readonly cut: () => ChainCut
  readonly cutAt: (count: number) => ChainCut | null
}): readonly ChainCut[] => {
  const cuts: ChainCut[] = []
  for (let back = 1; cuts.length < mostEarlierCuts; back *= 2) {
    const earlier = cutAt(cut().count - back)
    if (earlier === null || earlier.count === 0) break
    cuts.push(earlier)
  }
  return cuts
}
