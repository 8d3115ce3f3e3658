import type { Figures } from './figures.ts'
import { mostMembers, type Script, select } from './script.ts'
import { writeKept } from './selection.ts'
import type { Shrunk } from './shrink.ts'
import type { YearResult } from './runYear.ts'

const program = 'node packages/testing/src/simulate.ts'
const days = (milliseconds: number): string => (milliseconds / (24 * 3_600_000)).toFixed(1)

export const tellYear = ({
  seed,
  members,
  entries,
  rests,
  enacted,
  days: length,
  hash,
  milliseconds,
  cpuMilliseconds,
  failure,
}: YearResult): string =>
  `DAO-year ${seed}: ${members} members, ${entries} entries, ${length.toFixed(0)} virtual days, ${rests} times at rest, ${enacted} enacted, hash ${hash}, ` +
  `${Math.round(milliseconds)} ms (${Math.round(cpuMilliseconds)} ms of a core)${failure === null ? '' : ', FAILED'}`

const lines = (title: string, counts: Readonly<Record<string, number>>): readonly string[] => {
  const kinds = Object.entries(counts).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const all = kinds.reduce((sum, [, times]) => sum + times, 0)
  return [`${title}, ${all} in all:`, ...kinds.map(([kind, times]) => `  ${String(times).padStart(9)}  ${kind}`)]
}

/** What a long run came to, for whoever wants to know what was done to the members and what was looked at. */
export const tellFigures = (figures: Figures): string =>
  [
    ...lines('what people did', figures.steps),
    ...lines('faults', figures.faults),
    ...lines('what Byzantine members and strangers did', figures.lies),
    ...lines('invariants looked at', figures.checks),
    `${figures.years} DAO-years of ${figures.members / Math.max(1, figures.years)} members, ${figures.virtualDays} virtual days, ${figures.entries} entries, ` +
      `${figures.blocks} blocks, ${figures.enacted} enacted; ${figures.sessions} sessions, ${figures.rests} times at rest`,
    `${(figures.cpuMillisecondsPerYear / 1_000).toFixed(1)} s of a core per year, ${(figures.millisecondsPerYear / 1_000).toFixed(1)} s by the clock`,
    `hash ${figures.hash}`,
    `${figures.years - figures.failed} passed, ${figures.failed} failed`,
  ].join('\n')

/** The seed of a year is `seed.year`. */
export const replayCommand = (script: Script, shrunk?: Shrunk): string => {
  const [seed = '', year = ''] = script.seed.split('.')
  const members = script.size === mostMembers ? '' : ` --members ${script.size}`
  const whole = `${program} --seed ${seed} --years 1 --from ${year} --weeks ${script.weeks}${members}`
  if (shrunk === undefined) return whole
  const { selection } = shrunk
  return `${whole} --who ${selection.members.join()} --only ${writeKept(script, selection)}${selection.calm ? ' --calm' : ''}`
}

/** What went wrong, by what little it can be brought about, and how to do that again. */
export const tellFailure = (script: Script, { failure }: YearResult, shrunk: Shrunk | null): readonly string[] => {
  if (failure === null) return []
  const lines = [
    `  ${failure.message.slice(0, 2_000)}`,
    `  in session ${failure.session} of ${script.sessions.length}; again: ${replayCommand(script)}`,
  ]
  if (shrunk === null) return [...lines, '  the last actions:', ...failure.last.map((line) => `    ${line.slice(0, 400)}`)]
  const small = select(script, shrunk.selection)
  const told = small.sessions.flatMap(({ id, at, awake, steps }) => {
    const there = awake.filter((name) => small.members.includes(name))
    return [`    day ${days(at)}, session ${id}: ${there.join(', ')}`, ...steps.map((step) => `      ${step.id} ${step.who} ${step.what}`)]
  })
  return [
    ...lines,
    `  the smallest life that fails so, after ${shrunk.runs} runs${shrunk.complete ? '' : ' (time was over)'}: ${small.members.length} members, ` +
      `${small.calm ? 'a calm' : 'a lossy'} network`,
    ...told,
    `  ${shrunk.failure.message.slice(0, 600)}`,
    '  its last actions:',
    ...shrunk.failure.last.slice(-15).map((line) => `    ${line.slice(0, 300)}`),
    `  again: ${replayCommand(script, shrunk)}`,
  ]
}
