import type { Part } from '../parts/index.ts'
import type { Result } from './result.ts'

/**
 * Runs the parts in order: shared ones side by side up to `cores`, those marked `alone` with nothing beside them.
 *
 * @param run must not reject: a part that breaks is a failed result
 */
export async function schedule(parts: readonly Part[], cores: number, run: (part: Part) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const active = new Set<Promise<void>>()
  const start = (part: Part): Promise<void> => {
    const work = run(part).then((result) => {
      results.push(result)
      active.delete(work)
    })
    active.add(work)
    return work
  }
  for (const part of parts) {
    if (part.load === 'alone') {
      await Promise.all(active)
      await start(part)
      continue
    }
    while (active.size >= cores) await Promise.race(active)
    void start(part)
  }
  await Promise.all(active)
  const order = parts.map((part) => part.id)
  return results.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
}
