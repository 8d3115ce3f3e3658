import { changeRosterCall, type RosterDelta } from '@daomesh/chain'
import { currentMembers, nameOf } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type EntryId, type Member, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from './submitProposal.ts'

/** `power` null leaves it as it is; `mint` are new shares. Both as decimal strings. */
export type PowerChangeInput = { readonly account: Address; readonly power: string | null; readonly mint: string }
export type ChangePowerParameters = { readonly space: SpaceId; readonly changes: readonly PowerChangeInput[]; readonly reason: string }

const powerBound = 1n << 64n
const sharesBound = 1n << 128n

const refuse = (account: Address, reason: string): never => {
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'changes', account, reason } })
}

const deltaOf = (seats: readonly Member[], { account, power, mint }: PowerChangeInput): RosterDelta => {
  const seat = seats.find((one) => one.account === account) ?? refuse(account, 'no member')
  const to = power === null ? seat.power : BigInt(power)
  if (to === 0n && seat.power > 0n) refuse(account, 'without power it is no member: remove it instead')
  if (to >= powerBound || seat.shares + BigInt(mint) >= sharesBound) refuse(account, 'more than the chain can hold')
  if (to === seat.power && BigInt(mint) === 0n) refuse(account, 'nothing changes')
  return { account, kind: seat.kind, mint: BigInt(mint), ...(to === seat.power ? {} : { power: to }) }
}

/**
 * Puts to the vote that members get another power, new shares, or both: for delivered work, or back. What is not named stays as it is when the decision is
 * enacted (contracts R7: deltas).
 * @throws DaomeshError `INPUT_INVALID` for who is no member, a power of 0, nothing to change, or more than the chain can hold.
 */
export const changePower = async (
  node: NodeContext,
  { space: id, changes, reason }: ChangePowerParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const seats = currentMembers(space.chainState())
  const deltas = changes.map((change) => deltaOf(seats, change))
  const twice = changes.find(({ account }, i) => changes.findIndex((other) => other.account === account) < i)
  if (twice !== undefined) refuse(twice.account, 'named twice')
  const { target, value, data } = changeRosterCall(space.record.dao, deltas)
  const name = (account: Address): string => inert(nameOf(space.registers(), account) ?? account)
  const lines = deltas.flatMap(({ account, power, mint }) => [
    ...(power === undefined
      ? []
      : [`- Power of ${name(account)} (${account}): ${seats.find((one) => one.account === account)?.power ?? 0n} → ${power}.`]),
    ...(mint === 0n ? [] : [`- New shares for ${name(account)} (${account}): ${mint}.`]),
  ])
  const [only] = deltas
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title:
        deltas.length === 1 && only !== undefined
          ? `Power and shares of ${nameOf(space.registers(), only.account) ?? only.account}`
          : 'Power and shares of members',
      content: [lines.join('\n'), ...(reason === '' ? [] : [reason])].join('\n\n'),
      calls: [{ target, value: value.toString(), data }],
    },
    keep,
  )
}
