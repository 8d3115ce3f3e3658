import { type DeviceValue, keys, valuesOf } from '@daomesh/governance'
import { type DeviceId, dealSides, type EntryId, governanceStream, type LogId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { ownSides } from '../deals/checkOpening.ts'
import type { DealSpace } from '../spaces/space.ts'

/** Devices of each side that is not this node's, and of each arbiter that both agreed on and that is in: most never come, and need nothing. */
const groupsOf = (node: NodeContext, space: DealSpace): readonly (readonly DeviceId[])[] => {
  const own = new Set(ownSides(node, space.record.opening))
  const devices = valuesOf<DeviceValue>(space.registers(), keys.devices)
  const through = space.view().through
  const sides = dealSides.filter((side) => !own.has(side)).map((side) => devices.filter(({ member }) => space.sidesOf(member).has(side)))
  const arbiters = [...space.arbiters()].map((arbiter) =>
    devices.filter(({ member }) => member === arbiter || through?.get(member) === arbiter),
  )
  return [...sides, ...arbiters.filter(({ length }) => length > 0)].map((group) => group.map(({ device }) => device))
}

/**
 * The records of a deal that somebody in it who is away has not shown to have, each after all that it rests on, the governance stream first: those of drafts
 * always, since no frontier tells of them. null: nobody is away; sync brings everything to who is here, and nothing need be carried.
 */
export const unheardOf = (node: NodeContext, space: DealSpace): readonly EntryId[] | null => {
  const here = new Set(node.adapters.network.peers().map(({ device }) => device))
  const away = groupsOf(node, space).filter((group) => !group.some((device) => here.has(device)))
  if (away.length === 0) return null
  const known = away.map((group) => ({
    devices: new Set<string>(group),
    heads: group.flatMap((device) => node.frontiers.of(space.id, device)?.heads ?? []),
  }))
  const has = (group: (typeof known)[number], device: string, log: LogId, seq: number): boolean =>
    group.devices.has(device) || group.heads.some((heads) => (heads.get(log) ?? -1) >= seq)
  const { replica } = space
  const drafts = replica.roots().streams.flatMap(({ stream }) => (stream === governanceStream ? [] : [stream]))
  return [governanceStream, ...drafts].flatMap((stream) =>
    [...replica.lines(stream)].flatMap(({ id, device, log, seq }) => (known.every((group) => has(group, device, log, seq)) ? [] : [id])),
  )
}
