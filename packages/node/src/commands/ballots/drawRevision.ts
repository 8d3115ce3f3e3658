import { latestRevision, nextRevision } from '@daomesh/governance'
import { type Address, utf8 } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { reserve } from '../../requests/reserve.ts'
import type { DaoSpace } from '../../spaces/space.ts'

/** One of 65 536 steps: two homes that lost the same ballots hardly ever take the same one, and 2³² revisions outlast that for ever. */
const chance = (bytes: Uint8Array): bigint => BigInt((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) + 1n

/**
 * A revision for a new sheet, taken for good: above all that is known here. Where this device does not go on in the log in which it drew the last one (a
 * home was restored, or nobody was there to say that it is whole), or the account signed before on another device, it steps on by chance: what was signed
 * and lost, or is signed there meanwhile, is not signed again under another content (M85).
 * @throws DaomeshError `MEMBERSHIP_REFUSED`, `DEVICE_UNLINKED`, `SIGNING_REFUSED`.
 */
export const drawRevision = async (
  { meta, adapters }: Pick<NodeContext, 'meta' | 'adapters'>,
  space: DaoSpace,
  account: Address,
): Promise<bigint> => {
  const log = await space.ownLog()
  const key = `revision:${space.id}:${account}`
  const drawnIn = meta.get(`${key}:log`)
  const goesOn = drawnIn === undefined ? latestRevision(space.registers(), account) === 0n : new TextDecoder().decode(drawnIn) === log
  const least = reserve(meta, key, nextRevision(space.registers(), account, space.chainState()))
  if (drawnIn === undefined || !goesOn) meta.set(`${key}:log`, utf8(log))
  return goesOn ? least : reserve(meta, key, least + chance(adapters.random.bytes(2)))
}
