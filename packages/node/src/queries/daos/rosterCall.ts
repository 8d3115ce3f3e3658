import { changeRosterCall } from '@daomesh/chain'
import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, type Hex, limits, memberKinds, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'

export type Seat = {
  readonly account: Address
  readonly power: string
  readonly shares: string
  readonly kind?: 'key' | 'contract' | undefined
}
export type RosterCallParameters = { readonly space: SpaceId; readonly seats: readonly Seat[] }

const powerBound = 1n << 64n
const sharesBound = 1n << 128n

/**
 * The call by which a decision takes new members in, each with power and shares: to be put into a proposal like any other.
 * @throws DaomeshError `INPUT_INVALID` where the contract would refuse it, or an account is a member already.
 */
export const rosterCall = (
  node: Pick<NodeContext, 'spaces'>,
  { space: id, seats }: RosterCallParameters,
): { target: Address; value: string; data: Hex } => {
  const space = node.spaces.dao(id)
  const members = currentMembers(space.chainState())
  const refuse = (account: Address, reason: string): never => {
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'seats', account, reason } })
  }
  const seen = new Set(members.map(({ account }) => account))
  const deltas = seats.map(({ account, power, shares, kind = 'key' }) => {
    if (seen.has(account)) refuse(account, 'this account is a member already, or named twice')
    seen.add(account)
    const delta = { account, kind: memberKinds[kind], power: BigInt(power), mint: BigInt(shares) }
    if (delta.power === 0n && delta.mint === 0n) refuse(account, 'a seat holds power or shares')
    if (delta.power >= powerBound || delta.mint >= sharesBound) refuse(account, 'more than the chain can hold')
    if (seen.size > limits.rosterMembers) refuse(account, 'there is no seat left')
    return delta
  })
  const { target, value, data } = changeRosterCall(space.record.dao, deltas)
  return { target, value: value.toString(), data }
}
