import { type DeviceValue, isUnlinked, keys, type UnlinkedValue, valueAt, valuesOf } from '@daomesh/governance'
import { type Address, type DeviceId, readBody } from '@daomesh/protocol'
import { isLobby, type Space } from '../spaces/space.ts'
import type { SignedUnlink } from './createDeviceUnlinks.ts'

/** Whether the account unlinked the device on this chain, as any space of this node knows: it says so once for all of them. */
export const isUnlinkedOn = (spaces: readonly Space[], chainId: bigint, member: Address, device: DeviceId): boolean =>
  spaces.some(({ record, registers }) => record.chain.chainId === chainId && isUnlinked(registers(), member, device))

/** What the account signed, out of the record that says so. */
export const statementIn = ({ record, replica }: Space, { entry }: UnlinkedValue): SignedUnlink | null => {
  const found = replica.entry(entry)
  const read = found === null ? null : readBody(found.header.kind, found.body)
  if (read?.outcome !== 'known' || read.reading.kind !== 'device.unlink') return null
  const { unlink, signature } = read.reading.body
  return { chainId: record.chain.chainId, unlink, signature }
}

/**
 * Devices of others that still count in a space, though another space has it from their account that they do not. Of what an account revokes only what is linked here
 * is looked at, so that whoever revokes devices without end has nothing carried that it did not write there first.
 */
export const unheardIn = (space: Space, spaces: readonly Space[]): readonly SignedUnlink[] => {
  if (isLobby(space)) return []
  const { chainId } = space.record.chain
  const elsewhere = spaces.filter((other) => other !== space && other.record.chain.chainId === chainId)
  const registers = space.registers()
  return valuesOf<DeviceValue>(registers, keys.devices).flatMap(({ member, device }) => {
    if (isUnlinked(registers, member, device)) return []
    for (const other of elsewhere) {
      const value = valueAt<UnlinkedValue>(other.registers(), keys.unlinked(member, device))
      const signed = value === undefined ? null : statementIn(other, value)
      if (signed !== null) return [signed]
    }
    return []
  })
}
