import type { RosterDelta } from '@daomesh/chain'
import { type Address, memberKinds } from '@daomesh/protocol'
import type { z } from 'zod'
import type { callRow } from '../contract/shapes.ts'

const isPowers = (deltas: readonly RosterDelta[]): boolean =>
  deltas.length > 1 && deltas.every(({ power, mint }) => power !== undefined && power > 0n && mint === 0n)

/** Of a change of several powers at once: each of them, in a sentence. */
export const describePowers = (deltas: readonly RosterDelta[]): z.input<typeof callRow>['changes'] =>
  isPowers(deltas)
    ? deltas.map(({ account, power = 0n }) => ({ key: 'call.powerOf', params: { member: account, power: power.toString() } }))
    : []

/**
 * What a change of the roster means, in one sentence: somebody comes in or gets another power, loses it all, or hands the place to another account. null
 * for any other change, which is shown as the call it is.
 */
export const describeRoster = (
  deltas: readonly RosterDelta[],
  isMember: (account: Address) => boolean = () => false,
): z.input<typeof callRow>['summary'] | null => {
  const [first] = deltas
  if (deltas.length === 1 && first?.power === undefined && first !== undefined)
    return { key: 'call.shares', params: { member: first.account, shares: first.mint.toString() } }
  if (isPowers(deltas)) return { key: 'call.powers', params: { count: deltas.length } }
  if (deltas.length === 1 && first !== undefined && first.kind !== memberKinds.key && first.power !== undefined) {
    const [member, power, shares] = [first.account, first.power.toString(), first.mint.toString()]
    if (first.power === 0n && first.mint === 0n) return { key: 'call.unseat', params: { member } }
    return { key: isMember(member) ? 'call.power' : 'call.seatDao', params: { member, power, shares } }
  }
  const seats = deltas.flatMap(({ account, kind, power, mint }) =>
    kind === memberKinds.key && power !== undefined ? [{ account, power, mint }] : [],
  )
  if (seats.length !== deltas.length || seats.length > 2) return null
  const leaving = seats.find(({ power, mint }) => power === 0n && mint === 0n)
  const coming = seats.find(({ power }) => power > 0n)
  const given = coming && { power: coming.power.toString(), shares: coming.mint.toString() }
  if (seats.length === 2)
    return leaving && coming && given ? { key: 'call.replace', params: { from: leaving.account, to: coming.account, ...given } } : null
  if (leaving) return { key: 'call.unseat', params: { member: leaving.account } }
  return coming && given
    ? { key: isMember(coming.account) ? 'call.power' : 'call.seat', params: { member: coming.account, ...given } }
    : null
}
