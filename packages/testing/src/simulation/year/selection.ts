import { z } from 'zod'
import type { Script, Selection } from './script.ts'

const token = z.string().regex(/^\d+(\.\d+(-\d+)?)?$/)

/** `3,7.0-2,9.4`: session 3 without steps, the first three steps of session 7, the fifth of session 9. */
export const readKept = (text: string): ReadonlySet<string> =>
  new Set(
    text.split(',').flatMap((part) => {
      const [session = '', steps] = token.parse(part.trim()).split('.')
      if (steps === undefined) return [session]
      const [first = 0, last = first] = steps.split('-').map(Number)
      return [session, ...Array.from({ length: last - first + 1 }, (_, i) => `${session}.${first + i}`)]
    }),
  )

const runsOf = (numbers: readonly number[]): readonly string[] => {
  const runs: [number, number][] = []
  for (const n of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && n === run[1] + 1) run[1] = n
    else runs.push([n, n])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
}

/** What `readKept` reads: the shortest words for what was kept. */
export const writeKept = (script: Script, { kept }: Selection): string =>
  script.sessions
    .filter(({ id }) => kept.has(String(id)))
    .flatMap(({ id, steps }) => {
      const numbers = steps.flatMap((step, i) => (kept.has(step.id) ? [i] : []))
      return numbers.length === 0 ? [`${id}`] : runsOf(numbers).map((run) => `${id}.${run}`)
    })
    .join()
