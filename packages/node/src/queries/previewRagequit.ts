import { currentMembers, ragequitAmount, totalShares } from '@daomesh/governance'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

export type RagequitPreview = { shares: string; of: string; payouts: { token: Address; amount: string }[] }

const ether = `0x${'0'.repeat(40)}` as Address

/**
 * What burning these shares would pay now; the treasury may move before the transaction is mined.
 * @throws DaomeshError `AMOUNT_INVALID` for more shares than held, `CHAIN_UNREACHABLE`.
 */
export const previewRagequit = async (
  node: NodeContext,
  { space: id, shares, tokens }: { readonly space: SpaceId; readonly shares: string; readonly tokens: readonly Address[] },
): Promise<RagequitPreview> => {
  const space = node.spaces.dao(id)
  const state = space.chainState()
  const held = currentMembers(state).find((member) => member.account === node.account.required())?.shares ?? 0n
  const burn = BigInt(shares)
  if (burn === 0n || burn > held) throw new DaomeshError('AMOUNT_INVALID', { meta: { held: held.toString() } })
  const payouts = await Promise.all(
    tokens.map(async (token) => {
      const balance = await node.adapters.chain.client.balance(space.record.dao, token === ether ? undefined : token)
      return { token, amount: ragequitAmount(balance, burn, totalShares(state)).toString() }
    }),
  )
  return { shares, of: held.toString(), payouts }
}
