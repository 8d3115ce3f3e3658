import { type DeviceValue, isUnlinked, keys, type Registers, valuesOf } from '@daomesh/governance'
import { type Address, type DeviceId, fromHex, type ViewFact } from '@daomesh/protocol'
import type { Receiver } from './makeSeal.ts'

/** A seal holds 256 boxes and a roster 64 members. */
export const devicesPerMember = 4

/** The link that runs longest first. */
const byTerm = (a: DeviceValue, b: DeviceValue): number => {
  const [x, y] = [BigInt(a.notAfter), BigInt(b.notAfter)]
  return x === y ? (a.device < b.device ? -1 : 1) : x > y ? -1 : 1
}

/**
 * The devices that may read in a view: those of its members, unless unlinked. Of each member the few whose links run longest, or whoever links
 * devices without end would make seals longer than a record may be. `known`: devices known from elsewhere, such as the lobby.
 */
export const receiversOf = (registers: Registers, view: ViewFact, known: readonly DeviceValue[] = []): readonly Receiver[] => {
  const devices = new Map<Address, Map<DeviceId, DeviceValue>>()
  for (const value of [...known, ...valuesOf<DeviceValue>(registers, keys.devices)])
    if ((view.members === null || view.members.has(value.member)) && !isUnlinked(registers, value.member, value.device))
      devices.set(value.member, (devices.get(value.member) ?? new Map<DeviceId, DeviceValue>()).set(value.device, value))
  return [...devices.values()].flatMap((own) =>
    [...own.values()]
      .sort(byTerm)
      .slice(0, devicesPerMember)
      .map(({ device, exchangeKey }) => ({ device, exchangeKey: fromHex(exchangeKey) })),
  )
}
