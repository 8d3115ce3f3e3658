import type { Clock, SpaceId } from '@daomesh/protocol'
import type { Changes } from '../changes/createChanges.ts'
import type { FrontierBook } from '../frontiers/createFrontierBook.ts'
import { isDao, type Space } from '../spaces/space.ts'
import type { Spaces } from '../spaces/spaces.ts'

/** What is normal for a moment and a trouble when it lasts. */
const symptoms = ['open', 'locked', 'past', 'view', 'key', 'behind'] as const
export type Symptom = (typeof symptoms)[number]

/** Since when something has held without a break: a key or a fact that is on its way is no finding. */
export type Symptoms = {
  /** Milliseconds that it has lasted; 0 where it does not hold. `open`: that the space has been open. */
  readonly lasting: (space: SpaceId, symptom: Symptom) => number
  readonly stop: () => void
}

type Parameters = {
  readonly clock: Pick<Clock, 'now'>
  readonly changes: Pick<Changes, 'listen'>
  readonly spaces: Pick<Spaces, 'all' | 'find'>
  readonly frontiers: Pick<FrontierBook, 'claims'>
}

/** How many chain events the others have seen that this node has not. */
export const factsBehind = (space: Space, frontiers: Parameters['frontiers']): number =>
  isDao(space) ? Math.max(0, ...frontiers.claims(space.id).map(({ claim }) => claim.cut.count)) - space.facts.cut().count : 0

export const createSymptoms = ({ clock, changes, spaces, frontiers }: Parameters): Symptoms => {
  const since = new Map<string, number>()
  const look = (space: Space): void => {
    const { past, view, key } = space.replica.waiting()
    const holds: Readonly<Record<Symptom, boolean>> = {
      open: true,
      locked: isDao(space) && !space.unlocked(),
      past: past > 0,
      view: view > 0,
      key: key > 0,
      behind: factsBehind(space, frontiers) > 0,
    }
    for (const symptom of symptoms) {
      const name = `${space.id} ${symptom}`
      if (!holds[symptom]) since.delete(name)
      else if (!since.has(name)) since.set(name, clock.now())
    }
  }
  const stop = changes.listen((topics) => {
    const all = topics.includes('spaces')
    for (const space of spaces.all()) if (all || topics.includes(`space:${space.id}`)) look(space)
  })
  return {
    lasting: (id, symptom) => {
      const space = spaces.find(id)
      if (space === undefined) return 0
      look(space)
      const began = since.get(`${id} ${symptom}`)
      return began === undefined ? 0 : clock.now() - began
    },
    stop,
  }
}
