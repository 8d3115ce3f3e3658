import { type DeviceValue, isUnlinked, keys, type Registers, valuesOf } from '@daomesh/governance'
import { type Address, type DeviceId, fromHex, seatIn, type ViewFact } from '@daomesh/protocol'
import type { Receiver } from './makeSeal.ts'

const sealBoxes = 256
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
    if (seatIn(view, value.member) !== null && !isUnlinked(registers, value.member, value.device))
      devices.set(value.member, (devices.get(value.member) ?? new Map<DeviceId, DeviceValue>()).set(value.device, value))
  const receivers = (own: Iterable<DeviceValue>): readonly Receiver[] =>
    [...own]
      .sort(byTerm)
      .slice(0, devicesPerMember)
      .map(({ device, exchangeKey }) => ({ device, exchangeKey: fromHex(exchangeKey) }))
  // Seats first: who is in through a DAO of many members must not keep a seat from reading.
  const seats = [...devices].sort(([a], [b]) => Number(seatIn(view, a) !== a) - Number(seatIn(view, b) !== b))
  return seats.flatMap(([, own]) => receivers(own.values())).slice(0, sealBoxes)
}
