import { isUnlinked, memberOfDevice, nameOf } from '@daomesh/governance'
import { governanceStream, seatIn, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'

/**
 * Makes this device known in a DAO it belongs to: opens its log (readable without the key, so that whoever has the key can seal it to this
 * device), and tells its display name once it can write. Runs again on every change until both are done.
 */
export const introduce = async ({ adapters, account }: Pick<NodeContext, 'adapters' | 'account'>, space: DaoSpace): Promise<void> => {
  const self = account.current()
  if (self === null || seatIn(space.view(), self) === null) return
  // Nothing that a revoked device writes counts.
  if (isUnlinked(space.registers(), self, adapters.deviceKey.device)) return
  try {
    // Opened only where this device is unknown: at a start no peer has answered yet, so opening here would begin a new log at every start.
    if (memberOfDevice(space.registers(), adapters.deviceKey.device) !== self) await space.openLog(governanceStream)
    if (space.canWrite() && nameOf(space.registers(), self) === null && space.record.displayName !== '')
      await space.append('profile.set', { name: space.record.displayName })
  } catch (error) {
    const { code } = toDaomeshError(error)
    // The key or the signature will come, and then this runs again.
    if (code !== 'KEY_MISSING' && code !== 'SIGNING_REFUSED' && code !== 'IDENTITY_LOCKED') throw error
    adapters.logger.info('founding.waiting', { space: space.id, code })
  }
}
