import type { SeededRandom } from '../../world/seededRandom.ts'
import type { StepName } from './steps.ts'

/** A few in each week, most of them in every fourth week, everybody four times a year. */
export const weeksBetweenMeetings = 4
export const weeksBetweenAssemblies = 13

/** Who comes together for it: a few, most, everybody. */
export type Crowd = 'few' | 'meeting' | 'assembly'

/** An event that comes once in a year, and who is there besides a few others. */
export type Chapter = { readonly what: StepName; readonly who: string; readonly week: number; readonly crowd: Crowd }

type Cast = {
  readonly liars: readonly [string, string]
  readonly leaver: string
  readonly restored: string
  readonly owner: string
  readonly members: readonly string[]
}

/** When in the year it happens, as parts of 52 weeks; at a meeting where it needs most of the votes. */
const plan = ({ liars: [first, second], leaver, restored, owner, members }: Cast, random: SeededRandom) =>
  [
    ['backup', restored, [1, 8], 'few'],
    ['stranger', random.pick(members), [2, 10], 'few'],
    ['twoHistories', first, [5, 12], 'few'],
    ['restore', restored, [10, 18], 'few'],
    ['oddRecords', first, [13, 17], 'few'],
    ['secondDevice', owner, [6, 12], 'few'],
    ['removal', first, [18, 23], 'meeting'],
    ['oddRecords', second, [24, 28], 'few'],
    ['leaving', leaver, [25, 31], 'few'],
    ['hoardedKey', second, [31, 35], 'few'],
    ['backup', random.pick(members), [20, 30], 'few'],
    ['lostDevice', owner, [14, 25], 'assembly'],
    ['newSeat', random.pick(members), [8, 14], 'meeting'],
    ['stranger', random.pick(members), [30, 45], 'few'],
    ['twoHistories', second, [38, 43], 'few'],
    ['restore', restored, [40, 46], 'few'],
    // Before anybody lied: what it compares at the lower cut is stricter than what members must share.
    ['rosterPast', random.pick(members), [1, 4], 'meeting'],
    ['narrowVote', random.pick(members), [3, 7], 'meeting'],
    ['narrowVote', random.pick(members), [14, 18], 'meeting'],
    ['narrowVote', random.pick(members), [31, 40], 'meeting'],
  ] as const satisfies readonly (readonly [StepName, string, readonly [number, number], Crowd])[]

/** Weeks in which so many come together, from this one on. */
const nextOf: Readonly<Record<Crowd, (week: number) => number>> = {
  few: (week) => week,
  meeting: (week) => Math.ceil((week + 1) / weeksBetweenMeetings) * weeksBetweenMeetings - 1,
  assembly: (week) => Math.ceil((week + 1) / weeksBetweenAssemblies) * weeksBetweenAssemblies - 1,
}

/** What was voted on closes after three weeks; then it is recorded, and when the window is over it is carried out, before it expires. */
const afterVote = ({ what, week }: Chapter, members: readonly string[], random: SeededRandom): readonly Chapter[] =>
  what === 'narrowVote'
    ? [
        { what: 'recording', who: random.pick(members), week: week + 4, crowd: 'few' },
        { what: 'carryOut', who: random.pick(members), week: week + 6, crowd: 'few' },
      ]
    : []

/** The chapters of a life of so many weeks. A short life has the early ones. */
export const drawChapters = (cast: Cast, weeks: number, random: SeededRandom): readonly Chapter[] =>
  plan(cast, random)
    .map(([what, who, [first, last], crowd]) => ({ what, who, crowd, week: nextOf[crowd](first + random.below(last - first + 1)) }))
    .flatMap((chapter: Chapter) => [chapter, ...afterVote(chapter, cast.members, random)])
    .filter(({ week }) => week < weeks)
