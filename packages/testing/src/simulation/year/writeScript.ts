import { createSeededRandom, type SeededRandom } from '../../world/seededRandom.ts'
import { drawMishap } from '../faults/mishap.ts'
import { names } from '../found.ts'
import { type Chapter, drawChapters, weeksBetweenAssemblies, weeksBetweenMeetings } from './calendar.ts'
import { drawSome, mostMembers, type Script, type Session, type Step } from './script.ts'
import { otherDeviceOf } from './devices.ts'
import type { StepName } from './steps.ts'

const [hour, day] = [3_600_000, 24 * 3_600_000]

/** How often people do what, as parts of their sum. */
const habits: readonly (readonly [weight: number, what: StepName])[] = [
  [4, 'vote'],
  [10, 'voteOnAll'],
  [8, 'editDraft'],
  [6, 'enact'],
  [5, 'comment'],
  [4, 'propose'],
  [2, 'renameDraft'],
  [2, 'openDraft'],
  [1, 'withdraw'],
  [1, 'record'],
  [1, 'challenge'],
  [1, 'execute'],
]

const drawHabit = (random: SeededRandom): StepName => {
  let left = random.below(habits.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, what] of habits) {
    if (left < weight) return what
    left -= weight
  }
  return 'vote'
}

/** How likely something goes wrong before a step, and that a session is split in two for a while. */
const [trouble, split] = [0.2, 0.12]

type Draft = Omit<Step, 'id'>

const drawSteps = (random: SeededRandom, awake: readonly string[], count: number, chapters: readonly Chapter[]): readonly Step[] => {
  const gap = () => (random.chance(0.3) ? 0 : random.between(100, 5_000))
  const steps: Draft[] = []
  if (random.chance(split)) steps.push({ what: 'partition', who: random.pick(awake), gap: gap() })
  for (let i = 0; i < count; i++) {
    if (random.chance(trouble)) steps.push({ what: drawMishap(random), who: random.pick(awake), gap: gap() })
    steps.push({ what: drawHabit(random), who: random.pick(awake), gap: gap() })
  }
  for (const { what, who } of chapters) steps.splice(random.below(steps.length + 1), 0, { what, who, gap: 0 })
  return steps.map((step, i) => ({ ...step, id: `${i}` }))
}

/** What is done about bounties, after everything else: now and then a new one, and some work on those under way. */
const drawHiring = (random: SeededRandom, awake: readonly string[], from: number): readonly Step[] => {
  const whats: readonly StepName[] = [...(random.chance(0.35) ? ['postBounty' as const] : []), 'workOnBounty', 'workOnBounty']
  return whats.map((what, i) => ({
    what,
    who: random.pick(awake),
    gap: random.between(1_000, 20_000),
    id: `${from + i}`,
  }))
}

export type ScriptOptions = { readonly seed: string; readonly members?: number; readonly weeks?: number }

/** Draws the life of a DAO: who does what in which week, what goes wrong meanwhile, and who turns out to be what. */
export const writeScript = ({ seed, members: count = mostMembers, weeks = 52 }: ScriptOptions): Script => {
  const random = createSeededRandom(`script ${seed}`)
  const members = names.slice(0, count)
  const [first, second, leaver, restored, ...rest] = random.shuffle(members) as [string, string, string, string, ...string[]]
  const others = rest.length > 0 ? rest : [restored]
  const owner = random.pick(others)
  const chapters = drawChapters({ liars: [first, second], leaver, restored, owner, members: others }, weeks, random)
  const newcomer = names[count] ?? 'zoe'
  const weekOf = (what: StepName): number => chapters.find((chapter) => chapter.what === what)?.week ?? Infinity
  /** Who came later, in the weeks in which they may be there, each with this chance. */
  const drawLater = (week: number, likely: number): readonly string[] => [
    ...(week > weekOf('newSeat') && random.chance(likely) ? [newcomer] : []),
    ...(week > weekOf('secondDevice') && week <= weekOf('lostDevice') && random.chance(likely) ? [otherDeviceOf(owner)] : []),
  ]
  const skews = Object.fromEntries(drawSome(random, others, 2, 2).map((name) => [name, Math.round(random.between(-3, 3) * day)]))
  const sessions: Session[] = []
  // Drawn apart, so that everything else is as it would be without bounties.
  const hiring = createSeededRandom(`bounties ${seed}`)
  const add = (at: number, awake: readonly string[], others: readonly Step[]): void => {
    const id = sessions.length
    const steps = [...others, ...drawHiring(hiring, awake, others.length)]
    sessions.push({ id, at, awake, steps: steps.map((step) => ({ ...step, id: `${id}.${step.id}` })) })
  }
  for (let week = 0; week < weeks; week++) {
    const monday = week * 7 * day
    const due = chapters.filter((chapter) => chapter.week === week)
    const own = due.filter(({ crowd }) => crowd === 'few')
    const drawn = random.shuffle(members).slice(0, own.length > 0 ? 5 : 3 + random.below(2))
    const few = [...new Set([...own.map(({ who }) => who), ...drawn, ...drawLater(week, 0.4)])]
    add(monday + random.between(8, 60) * hour, few, drawSteps(random, few, 4 + random.below(4), own))
    const isAssembly = week === weeks - 1 || week % weeksBetweenAssemblies === weeksBetweenAssemblies - 1
    if (!isAssembly && week % weeksBetweenMeetings !== weeksBetweenMeetings - 1) continue
    const meeting = due.filter(({ crowd }) => crowd !== 'few')
    const called = new Set([...meeting.map(({ who }) => who), ...random.shuffle(members)])
    const most = [
      ...(isAssembly ? members : [...called].slice(0, Math.ceil((members.length * 3) / 4))),
      ...drawLater(week, isAssembly ? 1 : 0.75),
    ]
    add(monday + 4 * day + random.between(8, 20) * hour, most, drawSteps(random, most, 10, meeting))
  }
  return { seed, size: count, members, newcomer, skews, sessions, calm: false, weeks, days: Math.round((weeks * 365) / 52) }
}
