import type { Clock, SpaceId } from '@daomesh/protocol'
import type { ChainView } from '../chain/createChainView.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { FrontierBook } from '../frontiers/createFrontierBook.ts'
import { isDao, type Space } from '../spaces/space.ts'
import type { Spaces } from '../spaces/spaces.ts'

/** What is normal for a moment and a trouble when it lasts. */
const symptoms = ['open', 'locked', 'past', 'view', 'key', 'behind', 'below'] as const
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
  readonly chainView: Pick<ChainView, 'head'>
}

/** How many chain events the others have seen that this node has not. */
export const factsBehind = (space: Space, frontiers: Parameters['frontiers']): number =>
  isDao(space) ? Math.max(0, ...frontiers.claims(space.id).map(({ claim }) => claim.cut.count)) - space.facts.cut().count : 0

/** How many blocks the head lies below the one up to which facts are final here. */
export const blocksBelow = (space: Space, chainView: Parameters['chainView']): bigint => {
  const [head, cursor] = [chainView.head(), isDao(space) ? space.facts.cursor() : null]
  return head === null || cursor === null || head.number >= cursor.number ? 0n : cursor.number - head.number
}

export const createSymptoms = ({ clock, changes, spaces, frontiers, chainView }: Parameters): Symptoms => {
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
      below: blocksBelow(space, chainView) > 0n,
    }
    for (const symptom of symptoms) {
      const name = `${space.id} ${symptom}`
      if (!holds[symptom]) since.delete(name)
      else if (!since.has(name)) since.set(name, clock.now())
    }
  }
  const stop = changes.listen((topics) => {
    const all = topics.includes('spaces') || topics.includes('chain')
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
