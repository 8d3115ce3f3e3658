import type { ChainHead } from '@daomesh/chain'
import { devicesOf, keys, nameOf, seatedMembers, valuesOf, type DeviceValue } from '@daomesh/governance'
import type { DialAttempt, NetworkInspection } from '@daomesh/network'
import type { Address, DeviceId, ErrorCode } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { hasLeft } from '../membership/hasLeft.ts'
import { isDao, isLobby, type Space } from '../spaces/space.ts'

/** Everything that was looked at for one diagnosis, so that all checks speak of the same moment. */
export type Scene = {
  readonly node: NodeContext
  readonly now: number
  readonly inspection: NetworkInspection
  /** Since when each connected device has been connected. */
  readonly connected: ReadonlyMap<DeviceId, number>
  /** The chain when asked just now, or why it did not answer. */
  readonly chain: ChainHead | ErrorCode
}

/** Another member of a space, with the devices that are known of them. */
export type Other = { readonly account: Address; readonly name: string | null; readonly devices: readonly DeviceId[] }

/** A lobby whose DAO is open is over: its members are asked about there. */
export const spacesAsked = (node: NodeContext): readonly Space[] => {
  const founded = new Set(node.spaces.daos().map(({ record }) => record.lobby))
  return node.spaces.all().filter((space) => !isLobby(space) || !founded.has(space.id))
}

const accountsIn = (space: Space): readonly Address[] =>
  isDao(space)
    ? seatedMembers(space.chainState()).map(({ account }) => account)
    : [...new Set(valuesOf<DeviceValue>(space.registers(), keys.devices).map(({ member }) => member))]

/** None for who was a member and is none any more: what those there do is nothing of this node's. In a DAO where a member has not opened a log yet, the device of its founding is the one to look for. */
export const othersIn = (node: NodeContext, space: Space): readonly Other[] => {
  const self = node.account.current()
  if (self !== null && hasLeft(space, self)) return []
  const lobby = isDao(space) && space.record.lobby !== null ? node.spaces.find(space.record.lobby) : undefined
  return accountsIn(space)
    .filter((account) => account !== self)
    .map((account) => {
      const own = devicesOf(space.registers(), account)
      const known = own.length > 0 || lobby === undefined ? own : devicesOf(lobby.registers(), account)
      const name = nameOf(space.registers(), account) ?? (lobby === undefined ? null : nameOf(lobby.registers(), account))
      return { account, name, devices: known.map(({ device }) => device) }
    })
}

const loopback = /^\/(ip4\/127\.|ip6\/::1\/|dns[46]?\/localhost\/)/
export const isLoopback = (address: string): boolean => loopback.test(address)

/** Only a loopback is there. Where interfaces are not known, nothing is said. */
export const isOnNoNetwork = ({ interfaces }: Pick<NetworkInspection, 'interfaces'>): boolean =>
  interfaces.length > 0 && interfaces.every(({ internal }) => internal)

/** Addresses of other machines; those of a loopback, which mean this machine to everybody, only where nothing else is known. */
const elsewhere = <T>(rows: readonly T[], address: (row: T) => string): readonly T[] => {
  const far = rows.filter((row) => !isLoopback(address(row)))
  return far.length > 0 ? far : rows
}

export const addressesOf = ({ node, inspection }: Scene, device: DeviceId): readonly string[] => {
  const { deviceIn } = node.adapters.network
  const known = [
    ...node.reach.remembered().filter((address) => deviceIn(address) === device),
    ...(inspection.heard ?? []).filter((one) => one.device === device).flatMap(({ addresses }) => addresses),
    ...inspection.dials.filter((dial) => dial.device === device).map(({ address }) => address),
  ]
  return elsewhere([...new Set(known)], (address) => address)
}

/** What became of the last attempts at a device, the newest of each address. */
export const attemptsAt = ({ inspection }: Scene, device: DeviceId): readonly DialAttempt[] =>
  elsewhere(
    inspection.dials.filter((dial) => dial.device === device),
    ({ address }) => address,
  )

/** Without the peer id, which the member's device stands for already. */
export const shownAddress = (address: string): string => address.replace(/\/p2p\/.*$/, '')

export const shownName = ({ name, account }: Other): string => name ?? `${account.slice(0, 8)}…`
