import { type Address, type DeviceId, type Hex, memberKinds } from '@daomesh/protocol'
import { type ChainState, currentMembers } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { DeviceValue, ProfileValue } from '../fold/values.ts'
import { type RegisterEntry, type Registers, valueAt, valuesOf } from './registers.ts'

/** `notAfter` in seconds since 1970; it gates connections only. */
export type MemberDevice = { readonly device: DeviceId; readonly exchangeKey: Hex; readonly notAfter: bigint }

export type MemberRow = {
  readonly account: Address
  readonly name: string | null
  readonly kind: 'key' | 'contract'
  readonly power: bigint
  readonly shares: bigint
  readonly devices: readonly MemberDevice[]
}

/**
 * The name a member last told, or null.
 * @example
 * nameOf(registers, alice) // => 'Alice'
 */
export const nameOf = (registers: Registers, member: Address): string | null =>
  valueAt<ProfileValue>(registers, keys.profile(member))?.name ?? null

/**
 * Whether the account revoked the device.
 * @example
 * isUnlinked(registers, alice, deviceKey.device) // => false
 */
export const isUnlinked = (registers: Registers, member: Address | null, device: DeviceId): boolean =>
  member !== null && registers.get(keys.unlinked(member, device)) !== undefined

/**
 * The devices a member linked and did not unlink.
 * @example
 * devicesOf(registers, alice).map(({ device }) => device) // => [deviceKey.device]
 */
export const devicesOf = (registers: Registers, member: Address): readonly MemberDevice[] =>
  valuesOf<DeviceValue>(registers, keys.devicesOf(member))
    .filter(({ device }) => !isUnlinked(registers, member, device))
    .map(({ device, exchangeKey, notAfter }) => ({ device, exchangeKey, notAfter: BigInt(notAfter) }))

/** Found once for each list, which a replica gives anew only when one of it changed: every message asks whose device it is, and a member may link any number. */
const found = new WeakMap<readonly RegisterEntry[], ReadonlyMap<DeviceId, readonly Address[]>>()

/**
 * Who ever linked a device, by account; who unlinked it since too.
 * @example
 * linkersOf(registers, deviceKey.device) // => [alice]
 */
export const linkersOf = (registers: Registers, device: DeviceId): readonly Address[] => {
  const entries = registers.entries(keys.devices)
  const known = found.get(entries)
  if (known !== undefined) return known.get(device) ?? []
  const linkers = new Map<DeviceId, Address[]>()
  for (const { value } of entries) {
    const { device: one, member } = value as DeviceValue
    const others = linkers.get(one)
    if (others === undefined) linkers.set(one, [member])
    else others.push(member)
  }
  found.set(entries, linkers)
  return linkers.get(device) ?? []
}

/**
 * Whose device this is, by account: whoever linked it and did not unlink it.
 * @example
 * membersOfDevice(registers, deviceKey.device) // => [alice]
 */
export const membersOfDevice = (registers: Registers, device: DeviceId): readonly Address[] =>
  linkersOf(registers, device).filter((member) => !isUnlinked(registers, member, device))

/**
 * Whose device this is, or null. A device that several members linked belongs to the first of them by account.
 * @example
 * memberOfDevice(registers, deviceKey.device) // => alice
 */
export const memberOfDevice = (registers: Registers, device: DeviceId): Address | null => membersOfDevice(registers, device)[0] ?? null

/**
 * The present members with names, devices, power and shares, sorted by account.
 * @example
 * membersOf(registers, state).map(({ name }) => name) // => ['Alice', null, null]
 */
export const membersOf = (registers: Registers, state: ChainState): readonly MemberRow[] =>
  currentMembers(state).map(({ account, kind, power, shares }) => ({
    account,
    name: nameOf(registers, account),
    kind: kind === memberKinds.contract ? 'contract' : 'key',
    power,
    shares,
    devices: devicesOf(registers, account),
  }))
