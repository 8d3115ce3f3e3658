import type { SpaceId } from '@daomesh/protocol'
import { foundDao } from '../../scene/foundDao.ts'
import type { Narrator } from '../narrator.ts'
import { powers, type Stage } from '../stage.ts'

/** Ada opens a lobby, the others join by its invite, everybody signs the same founding. Answers the DAO's space. */
export const found = async ({ members }: Stage, { say }: Narrator): Promise<SpaceId> => {
  const { space, dao } = await foundDao(members, powers)
  say(`power 40/30/20/10, grace 0; its address will be ${dao}, whoever deploys it`)
  return space
}
