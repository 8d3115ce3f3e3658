import type { SpaceId } from '@daomesh/protocol'
import { deployDao } from '../../scene/deployDao.ts'
import type { Stage } from '../stage.ts'

const treasury = 3n * 10n ** 18n

/** Deployment and funding: two transactions before anything is decided. */
export const deploy = ({ members }: Stage, space: SpaceId): Promise<void> => deployDao(members, space, treasury)
