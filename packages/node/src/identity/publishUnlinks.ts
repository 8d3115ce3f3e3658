import { draftsOf, keys } from '@daomesh/governance'
import { type Address, type DeviceId, draftStream, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DaoSpace, isDao, type Space } from '../spaces/space.ts'
import type { SignedUnlink } from './createDeviceUnlinks.ts'

const deviceOf = ({ unlink }: SignedUnlink): DeviceId => unlink.device.slice(2) as DeviceId

/** Linked in this space and not unlinked there yet. */
const isDue = (space: Space, signed: SignedUnlink): boolean => {
  const { member } = signed.unlink
  const device = deviceOf(signed)
  const registers = space.registers()
  return (
    space.record.chain.chainId === signed.chainId &&
    registers.get(keys.device(member, device)) !== undefined &&
    registers.get(keys.unlinked(member, device)) === undefined
  )
}

/**
 * A draft knows nothing of an unlinking, and what the device wrote last there may be cited by nobody. So this device begins a fresh log in it, whose
 * opening cites all that it holds.
 */
const vouchForDrafts = async (space: DaoSpace, device: DeviceId): Promise<void> => {
  for (const { draft } of draftsOf(space.registers())) {
    const stream = draftStream(draft)
    const isTip = space.replica.tips(stream).some(({ log, seq }) => {
      const id = space.replica.idAt(log, seq)
      return id !== null && space.replica.status(id)?.device === device
    })
    if (isTip) await space.openLog(stream, { afresh: true })
  }
}

const publishIn = async (space: Space, signed: SignedUnlink): Promise<void> => {
  // First: nothing of what this device holds is cut in between, wherever a crash falls.
  if (isDao(space)) await vouchForDrafts(space, deviceOf(signed))
  await space.append('device.unlink', { unlink: signed.unlink, signature: signed.signature })
}

/**
 * Publishes what this account signed in each space where the device still counts. Acts once: what is unlinked is not unlinked again. A space where it cannot be
 * published yet keeps it out of no other: that the device was lost matters in each.
 * @throws what the first of those threw, once it was tried in all.
 */
export const publishUnlinks = async (
  { spaces, account }: Pick<NodeContext, 'spaces' | 'account'>,
  statements: readonly SignedUnlink[],
): Promise<readonly SpaceId[]> => {
  const published: SpaceId[] = []
  const failures: unknown[] = []
  const own: Address | null = account.current()
  for (const signed of statements)
    for (const space of spaces.all()) {
      if (signed.unlink.member !== own || !isDue(space, signed)) continue
      const { members } = space.view()
      if (members !== null && !members.has(own)) continue
      await publishIn(space, signed).then(
        () => published.push(space.id),
        (error: unknown) => failures.push(error),
      )
    }
  if (failures.length > 0) throw failures[0]
  return published
}
