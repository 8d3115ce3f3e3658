import { type Finding, finding } from '../contract/diagnosis.ts'
import { nameOfSpace, type Space } from '../spaces/space.ts'
import type { Scene } from './scene.ts'

/** Milliseconds after which what waits does not come by itself. */
const patience = 30_000

const waits = { past: 'RECORDS_WAIT_PAST', view: 'RECORDS_WAIT_VIEW', key: 'RECORDS_WAIT_KEY' } as const

/** What keeps records of one space from being shown. A missing key says it for all records under it. */
export const checkSpace = ({ node }: Scene, space: Space): readonly Finding[] => {
  const words = { space: nameOfSpace(space) }
  const about = { space: space.id }
  const { symptoms } = node
  if (symptoms.lasting(space.id, 'locked') > patience) return [finding('KEY_MISSING', words, about)]
  const waiting = space.replica.waiting()
  return (['past', 'view', 'key'] as const).flatMap((what) =>
    symptoms.lasting(space.id, what) > patience ? [finding(waits[what], { ...words, count: waiting[what] }, about)] : [],
  )
}
