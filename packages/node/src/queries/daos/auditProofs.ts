import {
  type DeviceValue,
  isExposed,
  isHeldOutside,
  keys,
  keysOf,
  type MembershipEvent,
  type UnlinkedValue,
  valuesOf,
  viewOfEvent,
} from '@daomesh/governance'
import type { AuditLine } from '@daomesh/log'
import { type Address, type DeviceId, deviceId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proofsShape } from '../../contract/audit.ts'
import { knewOf } from '../../keyring/knewOf.ts'
import { receiversOf } from '../../keyring/receiversOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { whoseOf } from './whoseOf.ts'

type Proofs = z.input<typeof proofsShape>

const refOf = (space: DaoSpace, entry: EntryId): Proofs['forks'][number]['proof'][0] => {
  const line = space.replica.status(entry)
  return { entry, kind: line?.kind ?? '', at: line?.at ?? 0, status: line?.status ?? 'pending' }
}

/** In one walk: a hostile member may fork, or revoke, a device after the other. */
const countBy = (lines: readonly AuditLine[], keyOf: (line: AuditLine) => string | null): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const key = keyOf(line)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const forksOf = (space: DaoSpace, lines: readonly AuditLine[]): Proofs['forks'] => {
  const setAside = countBy(lines, ({ log, status }) => (status === 'forked' ? log : null))
  return space.replica.roots().streams.flatMap(({ stream }) =>
    space.replica.heads(stream).flatMap((head) => {
      if (head.state !== 'forked') return []
      const line = space.replica.status(head.proof[0])
      return {
        log: head.log,
        stream,
        device: deviceId.parse(line?.device),
        ...whoseOf(space.registers(), line?.member ?? null),
        seq: head.seq,
        proof: [refOf(space, head.proof[0]), refOf(space, head.proof[1])],
        setAside: setAside.get(head.log) ?? 0,
      }
    }),
  )
}

const unlinkedOf = (space: DaoSpace, lines: readonly AuditLine[]): Proofs['unlinked'] => {
  const cut = countBy(lines, ({ status, device, member }) => (status === 'cut' ? `${device} ${member ?? ''}` : null))
  return valuesOf<UnlinkedValue>(space.registers(), keys.unlinkings).map(({ member, device, entry, at }) => ({
    device,
    ...whoseOf(space.registers(), member),
    entry,
    at,
    cut: cut.get(`${device} ${member}`) ?? 0,
  }))
}

const accountsOf = (space: DaoSpace, event: MembershipEvent): readonly Address[] => [...(viewOfEvent(space.id, event).members ?? [])]

const viewsOf = (space: DaoSpace, lines: readonly AuditLine[]): Proofs['views'] => {
  const registers = space.registers()
  const { epochs } = space.chainState()
  const cutOf = countBy(lines, ({ status, reason, member }) => (status === 'cut' && reason === 'ENTRY_CUT' ? member : null))
  return epochs
    .map((event, i) => {
      const accounts = accountsOf(space, event)
      const earlier = epochs[i - 1]
      const before = earlier === undefined ? accounts : accountsOf(space, earlier)
      const left = before.filter((account) => !accounts.includes(account))
      const people = (list: readonly Address[]) => list.map((account) => whoseOf(registers, account))
      return {
        view: viewOfEvent(space.id, event).view,
        index: event.index,
        current: i === epochs.length - 1,
        members: people(accounts),
        joined: people(accounts.filter((account) => !before.includes(account))),
        left: people(left),
        cut: left.reduce((sum, account) => sum + (cutOf.get(account) ?? 0), 0),
      }
    })
    .toReversed()
}

const keyRowsOf = (space: DaoSpace): Proofs['keys'] => {
  const registers = space.registers()
  const owners = new Map<DeviceId, Address>(valuesOf<DeviceValue>(registers, keys.devices).map(({ device, member }) => [device, member]))
  const receivers = new Set(receiversOf(registers, space.view()).map(({ device }) => device))
  return keysOf(registers, (view) => space.viewAt(view)?.index).flatMap((row, i) => {
    const [first] = row.seals.toSorted((a, b) => a.seal.depth - b.seal.depth || (a.entry < b.entry ? -1 : 1))
    if (first === undefined) return []
    const exposed =
      isHeldOutside(registers, row, space.view()) || isExposed(registers, row, receivers, (entry) => knewOf(space.replica, entry))
    return {
      key: row.id,
      index: row.index,
      ...whoseOf(registers, first.seal.by),
      entry: first.entry,
      held: space.keyring.get(row.id) !== undefined,
      writes: i === 0 && row.index === space.view().index && !exposed,
      exposed,
      devices: [...row.sealedTo].sort().map((device) => ({ device, ...whoseOf(registers, owners.get(device) ?? null) })),
    }
  })
}

/** Forks with both ids, revoked devices, memberships and the history of keys: what explains why records count or do not. */
export const auditProofs = (node: NodeContext, { space: id }: { readonly space: SpaceId }): Proofs => {
  const space = node.spaces.dao(id)
  const lines = [...space.replica.asideLines()]
  return { forks: forksOf(space, lines), unlinked: unlinkedOf(space, lines), views: viewsOf(space, lines), keys: keyRowsOf(space) }
}
