import { isUnlinked, nameOf } from '@daomesh/governance'
import { seatIn, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { tellDevice } from '../identity/tellDevice.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** Makes this device known in a DAO it belongs to, and tells its display name once it can write. Runs again on every change until both are done. */
export const introduce = async (node: Pick<NodeContext, 'adapters' | 'account' | 'links'>, space: DaoSpace): Promise<void> => {
  const { adapters, account } = node
  const self = account.current()
  if (self === null || seatIn(space.view(), self) === null) return
  // Nothing that a revoked device writes counts.
  if (isUnlinked(space.registers(), self, adapters.deviceKey.device)) return
  try {
    await tellDevice(node, space, self)
    if (space.canWrite() && nameOf(space.registers(), self) === null && space.record.displayName !== '')
      await space.append('profile.set', { name: space.record.displayName })
  } catch (error) {
    const { code } = toDaomeshError(error)
    // The key or the signature will come, and then this runs again.
    if (code !== 'KEY_MISSING' && code !== 'SIGNING_REFUSED' && code !== 'IDENTITY_LOCKED') throw error
    adapters.logger.info('founding.waiting', { space: space.id, code })
  }
}
