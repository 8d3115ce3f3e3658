import { address, type Hex, type Member } from '@daomesh/protocol'
import { Revert } from '../errors/revert.ts'
import { type MemoryDao, presentMembers } from './world.ts'

type Delta = { readonly account: Hex; readonly kind: number; readonly setPower: boolean; readonly power: bigint; readonly mint: bigint }

/** Rule R7: deltas on present balances; who left is dropped, nobody's shares shrink. `at` in seconds. */
export const changeRoster = (dao: MemoryDao, deltas: readonly Delta[], at: number): MemoryDao => {
  const seats = new Map(presentMembers(dao).map((member) => [member.account, member]))
  for (const delta of deltas) {
    const account = address.parse(delta.account)
    const seat: Member = seats.get(account) ?? { account, kind: delta.kind, power: 0n, shares: 0n }
    if (seat.kind !== delta.kind) throw new Revert('Roster_KindMismatch', [account])
    seats.set(account, { ...seat, power: delta.setPower ? delta.power : seat.power, shares: seat.shares + delta.mint })
  }
  const members = [...seats.values()].sort((a, b) => (a.account < b.account ? -1 : 1))
  const empty = members.find((member) => member.power === 0n && member.shares === 0n)
  if (empty) throw new Revert('Roster_EmptySeat', [empty.account])
  if (members.every((member) => member.power === 0n)) throw new Revert('Roster_NoPower')
  const epoch = dao.rosterEpoch + 1
  return {
    ...dao,
    rosterEpoch: epoch,
    rosters: [...dao.rosters, { members, at }],
    exited: new Set(),
    burned: new Map(),
    facts: [...dao.facts, { kind: 'rosterChanged', epoch, members }],
  }
}
