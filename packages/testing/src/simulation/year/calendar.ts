import type { SeededRandom } from '../../world/seededRandom.ts'
import type { StepName } from './steps.ts'

/** A few in each week, most of them in every fourth week, everybody four times a year. */
export const weeksBetweenMeetings = 4
export const weeksBetweenAssemblies = 13

/** An event that comes once in a year, and who is there besides a few others. */
export type Chapter = { readonly what: StepName; readonly who: string; readonly week: number; readonly meeting: boolean }

type Cast = {
  readonly liars: readonly [string, string]
  readonly leaver: string
  readonly restored: string
  readonly members: readonly string[]
}

/** When in the year it happens, as parts of 52 weeks; at a meeting where it needs most of the votes. */
const plan = ({ liars: [first, second], leaver, restored, members }: Cast, random: SeededRandom) =>
  [
    ['backup', restored, [1, 8], false],
    ['stranger', random.pick(members), [2, 10], false],
    ['twoHistories', first, [5, 12], false],
    ['restore', restored, [10, 18], false],
    ['oddRecords', first, [13, 17], false],
    ['removal', first, [18, 23], true],
    ['oddRecords', second, [24, 28], false],
    ['leaving', leaver, [25, 31], false],
    ['hoardedKey', second, [31, 35], false],
    ['backup', random.pick(members), [20, 30], false],
    ['newSeat', random.pick(members), [32, 37], true],
    ['stranger', random.pick(members), [30, 45], false],
    ['twoHistories', second, [38, 43], false],
    ['restore', restored, [40, 46], false],
    // Before anybody lied: what it compares at the lower cut is stricter than what members must share.
    ['rosterPast', random.pick(members), [1, 4], true],
  ] as const satisfies readonly (readonly [StepName, string, readonly [number, number], boolean])[]

/** The chapters of a life of so many weeks. A short life has the early ones. */
export const drawChapters = (cast: Cast, weeks: number, random: SeededRandom): readonly Chapter[] =>
  plan(cast, random)
    .map(([what, who, [first, last], meeting]) => {
      const week = first + random.below(last - first + 1)
      return { what, who, meeting, week: meeting ? Math.ceil((week + 1) / weeksBetweenMeetings) * weeksBetweenMeetings - 1 : week }
    })
    .filter(({ week }) => week < weeks)
