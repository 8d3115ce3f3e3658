import type { Address, DeviceId, LogId } from '@daomesh/protocol'

/** What a device has stored: per log the greatest seq up to which it holds everything. Signed, latest only, never part of the state. */
export type Frontier = { readonly member: Address; readonly device: DeviceId; readonly heads: ReadonlyMap<LogId, number> }

/** The members of whom at least one device has the entry at (log, seq), sorted. The author's own device counts as any other. */
export const seenBy = (frontiers: Iterable<Frontier>, position: { readonly log: LogId; readonly seq: number }): readonly Address[] => {
  const members = new Set<Address>()
  for (const { member, heads } of frontiers) if ((heads.get(position.log) ?? -1) >= position.seq) members.add(member)
  return [...members].sort()
}
