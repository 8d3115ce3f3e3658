import type { SeededRandom } from '../../world/seededRandom.ts'
import type { StepName } from './steps.ts'

/** One thing that somebody does or suffers. What it draws comes from a stream of its own, so that leaving out others changes nothing of it. */
export type Step = {
  /** `7.2`: the third step of session 7. */
  readonly id: string
  readonly what: StepName
  readonly who: string
  /** Until the next step, in milliseconds. */
  readonly gap: number
}

/** Some members open the app at about the same time, do things, and close it again. */
export type Session = {
  readonly id: number
  /** After the founding, in milliseconds. */
  readonly at: number
  readonly awake: readonly string[]
  readonly steps: readonly Step[]
}

/** Of a DAO-year, unless fewer are asked for. */
export const mostMembers = 12

/** The life of one DAO, drawn from its seed before it begins, so that parts of it can be left out. */
export type Script = {
  /** How many members it was drawn for; `members` are those that were kept. */
  readonly size: number
  /** Names a world: everything that is drawn while it runs comes from it. */
  readonly seed: string
  readonly members: readonly string[]
  /** Who sits down at a seat that is decided later. */
  readonly newcomer: string
  /** Members whose machine is wrong about the time, in milliseconds. */
  readonly skews: Readonly<Record<string, number>>
  readonly sessions: readonly Session[]
  /** A network that loses nothing. */
  readonly calm: boolean
  readonly weeks: number
  /** Days from the founding to the end. */
  readonly days: number
}

/** What is left of a script: members, and sessions or single steps of them. */
export type Selection = { readonly members: readonly string[]; readonly kept: ReadonlySet<string>; readonly calm: boolean }

export const everything = (script: Script): Selection => ({
  members: script.members,
  kept: new Set(script.sessions.flatMap(({ id, steps }) => [String(id), ...steps.map((step) => step.id)])),
  calm: script.calm,
})

/** The script without what was not selected. Who is not a member is never awake; a step of nobody is skipped when its turn comes. */
export const select = (script: Script, { members, kept, calm }: Selection): Script => ({
  ...script,
  members,
  calm,
  sessions: script.sessions
    .filter(({ id }) => kept.has(String(id)))
    .map((session) => ({ ...session, steps: session.steps.filter(({ id }) => kept.has(id)) })),
})

export const drawSome = <T>(random: SeededRandom, list: readonly T[], least: number, most: number): readonly T[] =>
  random.shuffle(list).slice(0, least + random.below(most - least + 1))
