import { type CallOutcome, encodeRagequit, isSettled } from '@daomesh/chain'
import { currentMembers, ragequitAmount, totalShares } from '@daomesh/governance'
import { address, type Address, DaomeshError, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { ragequitPreview } from '../../contract/ragequitPreview.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { stateNow } from '../../spaces/stateNow.ts'
import { pendingAfter } from '../pendingAfter.ts'
import { lookAtIncome } from '../income/readIncome.ts'

export type RagequitPreview = z.input<typeof ragequitPreview>
type Payout = RagequitPreview['payouts'][number]

type Leaving = { readonly account: Address; readonly burn: bigint }
export type PreviewRagequitParameters = {
  readonly space: SpaceId
  readonly shares: string
  readonly tokens: readonly Address[]
  /** Who leaves, if not this node's account: a DAO of it. */
  readonly account?: Address
}

/** A payout, and what the treasury holds of the token afterwards. */
type Part = { readonly token: Address; readonly payout: Payout; readonly left: bigint }

const partOf = async (node: NodeContext, space: DaoSpace, token: Address, { account, burn }: Leaving): Promise<Part> => {
  try {
    // What lies in the inbox is distributed first (R12): a part as a member, and then a part of the treasury as it is by then.
    const { treasury, split } = await lookAtIncome(node, space, token)
    const income = split.parts.find((part) => part.account === account)?.amount ?? 0n
    const whole = treasury + split.toTreasury
    const amount = ragequitAmount(whole, burn, totalShares(stateNow(space)))
    return { token, payout: { token, amount: amount.toString(), income: income.toString(), error: null }, left: whole - amount }
  } catch (error) {
    const known = toDaomeshError(error)
    if (known.code !== 'TOKEN_UNREADABLE') throw error
    return { token, payout: { token, amount: '0', income: '0', error: known.toJSON() }, left: 0n }
  }
}

/** The first argument of what the contract answers is the token, where one is to blame: else it may be the account. */
const failureOf = (outcome: CallOutcome | undefined, tokens: readonly Address[]): RagequitPreview['fails'] => {
  if (outcome === undefined || outcome.ok) return null
  const named = address.safeParse(outcome.args[0]?.toLowerCase())
  return { reason: outcome.error, token: named.success && tokens.includes(named.data) ? named.data : null }
}

/** Two that were decided on the same view would burn twice, and what one reads of its own seat is that of before. */
const requireStill = ({ queue }: Pick<NodeContext, 'queue'>, space: SpaceId, account: Address): void => {
  const isMoving = queue
    .rows()
    .some((row) => row.account === account && row.subject['purpose'] === 'ragequit' && row.subject['space'] === space && !isSettled(row))
  if (isMoving) throw new DaomeshError('RAGEQUIT_MOVING')
}

/**
 * What burning these shares would pay now, after the income of these tokens was distributed; the treasury may move before the transaction is mined.
 * A token that cannot be read is named and stops no other; whether the whole would go is asked of the chain.
 * @throws DaomeshError `AMOUNT_INVALID` for more shares than held, `RAGEQUIT_MOVING`, `CHAIN_UNREACHABLE`.
 */
export const previewRagequit = async (
  node: NodeContext,
  { space: id, shares, tokens, account = node.account.required() }: PreviewRagequitParameters,
): Promise<RagequitPreview> => {
  const space = node.spaces.dao(id)
  requireStill(node, id, account)
  const held = currentMembers(stateNow(space)).find((member) => member.account === account)?.shares ?? 0n
  const burn = BigInt(shares)
  if (burn === 0n || burn > held) throw new DaomeshError('AMOUNT_INVALID', { meta: { held: held.toString() } })
  const call = encodeRagequit({ dao: space.record.dao, shares: burn, tokens })
  const listed = [...new Set(tokens)]
  const [parts, [outcome]] = await Promise.all([
    Promise.all(listed.map((token) => partOf(node, space, token, { account, burn }))),
    space.chainState().founded ? node.adapters.chain.client.simulate({ from: account, calls: [call] }) : [],
  ])
  const left = new Map(parts.map(({ token, left: rest }) => [token, rest]))
  return {
    shares,
    of: held.toString(),
    payouts: parts.map(({ payout }) => payout),
    fails: failureOf(outcome, listed),
    pending: pendingAfter(node, space, { left, leaver: burn === held ? account : null }),
  }
}
