import { type BountyPlan, encode, limits, type PlanSplit, type PlanStep, toRecord } from '@daomesh/protocol'

/** What a record holds beside the splits. */
const frameBytes = 2 * 1024

const nameOf = (way: readonly PlanStep[]): string => way.map(({ split, index }) => `${split}:${index}`).join('/')
/** Where a split stands in its plan. */
export const spotOf = ({ way, split }: PlanSplit): string => `${nameOf(way)} ${split}`
/** What it consists of. */
export const partsOf = ({ leaves }: PlanSplit): string => JSON.stringify(toRecord(leaves))

/**
 * What was planned, with what became of it in a pyramid: there a split at one spot stands for good, and a signature is added to it where it has none. Of other
 * parts at the top nothing of the plan is left.
 */
export const joinPlans = (placed: BountyPlan, planned: BountyPlan): BountyPlan => {
  const all = new Map(placed.splits.map((split) => [spotOf(split), split]))
  for (const split of planned.splits) {
    const there = all.get(spotOf(split))
    if (there === undefined) {
      if (split.way.length === 0) return placed
      all.set(spotOf(split), split)
    } else if (partsOf(there) !== partsOf(split)) return placed
    else if (there.signature === '0x') all.set(spotOf(split), { ...there, signature: split.signature })
  }
  return { ...placed, splits: [...all.values()] }
}

/** As many splits, from the top, as fit a record: what is longer goes from hand to hand, as a text. */
export const fittingPlan = ({ agreement, splits }: BountyPlan): BountyPlan | null => {
  let bytes = frameBytes
  const fitting: PlanSplit[] = []
  // Levels nearer to the top say more to who pays for them.
  for (const split of splits.toSorted((a, b) => a.way.length - b.way.length)) {
    bytes += encode(toRecord(split)).length
    if (bytes > limits.bodyBytes) break
    fitting.push(split)
  }
  return fitting.length === 0 ? null : { agreement, splits: fitting }
}

/** Whether everything of a plan is among what was told already. `holds`: whether a told signature that is another one than ours does. */
export const isTold = (plan: BountyPlan, told: readonly BountyPlan[], holds: (split: PlanSplit) => boolean): boolean => {
  const known = told.flatMap(({ splits }) => splits)
  return plan.splits.every((mine) =>
    known.some(
      (one) =>
        spotOf(one) === spotOf(mine) &&
        partsOf(one) === partsOf(mine) &&
        (mine.signature === '0x' || mine.signature === one.signature || (one.signature !== '0x' && holds(one))),
    ),
  )
}

/**
 * Whether whoever reads these words, the newest first, takes this plan for the one that stands: of several plans of a bounty a signed one counts, and of those
 * the newest, whoever told it. An older word of another member may say the same and be out of date.
 */
export const isNewest = (plan: BountyPlan, told: readonly BountyPlan[]): boolean =>
  plan.splits
    .filter(({ way, split }) => way.length === 0 && split === 0)
    .every((mine) => {
      const there = told.flatMap(({ splits }) => splits.filter((one) => spotOf(one) === spotOf(mine)))
      const counting = mine.signature === '0x' ? there : there.filter(({ signature }) => signature !== '0x')
      const [newest] = counting
      return newest !== undefined && partsOf(newest) === partsOf(mine)
    })
