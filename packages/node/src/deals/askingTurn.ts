import { currentMembers, type DeviceValue, keys, valuesOf } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** What one device leaves to those before it in the order, milliseconds: a record and its way here. */
const turn = 15_000
/** Beyond so many turns nobody waits longer. */
const lastTurn = 8

/**
 * How many come before this device, in an order that all members see alike: first the devices of who spoke for this side, then those of the others. So one
 * writes it, and where that one is away another does.
 */
const placeOf = (devices: readonly DeviceValue[], speaker: Address | null, self: string): number => {
  const rank = ({ member, device }: DeviceValue): string => `${member === speaker ? 0 : 1} ${member} ${device}`
  const order = devices.map(rank).toSorted()
  const own = devices.find(({ device }) => device === self)
  return own === undefined ? lastTurn : Math.min(order.indexOf(rank(own)), lastTurn)
}

/**
 * Whether it is this device's turn to ask the members of an own DAO something. `seen`: when each thing to be asked, by `key`, was first seen unasked here,
 * milliseconds.
 */
export const isOurTurn = (node: NodeContext, dao: DaoSpace, speaker: Address | null, seen: Map<string, number>, key: string): boolean => {
  const { clock, deviceKey } = node.adapters
  const first = seen.get(key) ?? clock.now()
  seen.set(key, first)
  const members = new Set<string>(currentMembers(dao.chainState()).map(({ account }) => account))
  const devices = valuesOf<DeviceValue>(dao.registers(), keys.devices).filter(({ member }) => members.has(member))
  return clock.now() - first >= placeOf(devices, speaker, deviceKey.device) * turn
}

/** What nobody answered in time is asked again while this much of an offer's time is left, seconds: less is no time to answer in. */
const leastTime = 3_600

export const isTimeToAskAgain = (
  { chainView }: { readonly chainView: Pick<NodeContext['chainView'], 'now'> },
  validUntil: number,
): boolean => validUntil - chainView.now() >= leastTime
