import type { SpaceId } from '@daomesh/protocol'
import type { SceneMember } from './startMember.ts'
import { until } from './until.ts'

/** What every member's node says of the state, once all say the same at the same cut. */
export const oneState = (members: readonly SceneMember[], space: SpaceId, within?: number) =>
  until(
    'one state hash at one cut',
    async () => {
      const all = await Promise.all(members.map(({ api }) => api.daos.hash({ space })))
      const [first] = all
      const same = all.every(
        ({ stateHash, cut, entries }) =>
          stateHash !== null && stateHash === first?.stateHash && cut.eventRoot === first.cut.eventRoot && entries === first.entries,
      )
      return same && first !== undefined ? { ...first, stateHash: first.stateHash ?? '' } : null
    },
    within,
  )
