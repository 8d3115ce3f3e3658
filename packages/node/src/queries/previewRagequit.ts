import { currentMembers, ragequitAmount, totalShares } from '@daomesh/governance'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { lookAtIncome } from './readIncome.ts'

export type RagequitPreview = { shares: string; of: string; payouts: { token: Address; amount: string; income: string }[] }

/**
 * What burning these shares would pay now, after the income of these tokens was distributed; the treasury may move before the transaction is mined.
 * @throws DaomeshError `AMOUNT_INVALID` for more shares than held, `CHAIN_UNREACHABLE`.
 */
export const previewRagequit = async (
  node: NodeContext,
  { space: id, shares, tokens }: { readonly space: SpaceId; readonly shares: string; readonly tokens: readonly Address[] },
): Promise<RagequitPreview> => {
  const space = node.spaces.dao(id)
  const state = space.chainState()
  const account = node.account.required()
  const held = currentMembers(state).find((member) => member.account === account)?.shares ?? 0n
  const burn = BigInt(shares)
  if (burn === 0n || burn > held) throw new DaomeshError('AMOUNT_INVALID', { meta: { held: held.toString() } })
  const payouts = await Promise.all(
    tokens.map(async (token) => {
      // What lies in the inbox is distributed first (R12): a part as a member, and then a part of the treasury as it is by then.
      const { treasury, split } = await lookAtIncome(node, space, token)
      const income = split.parts.find((part) => part.account === account)?.amount ?? 0n
      return { token, amount: ragequitAmount(treasury + split.toTreasury, burn, totalShares(state)).toString(), income: income.toString() }
    }),
  )
  return { shares, of: held.toString(), payouts }
}
