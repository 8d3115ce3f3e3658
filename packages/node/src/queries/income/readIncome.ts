import { inboxImplementationOf, predictInboxAddress } from '@daomesh/chain'
import { type ChainState, currentMembers, incomeSplit, type IncomeSplit, membersOf, totalCredits } from '@daomesh/governance'
import { type Address, DaomeshError, type SpaceId, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { incomeShape } from '../../contract/income.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { stateNow } from '../../spaces/stateNow.ts'

export type IncomeAnswer = z.input<typeof incomeShape>

export const inboxOf = ({ record }: DaoSpace): Address => predictInboxAddress(record.factory, record.dao)

/** What lies in treasury and inbox of one token, and how a distribution would split it now. The inbox may be behind the credits for a moment, between two blocks. */
export const lookAtIncome = async (
  node: NodeContext,
  space: DaoSpace,
  token: Address,
): Promise<{ readonly treasury: bigint; readonly income: bigint; readonly credits: bigint; readonly split: IncomeSplit }> => {
  const { client } = node.adapters.chain
  const asked = token === ether ? undefined : token
  const [treasury, held] = await Promise.all([client.balance(space.record.dao, asked), client.balance(inboxOf(space), asked)])
  const state = stateNow(space)
  const credits = totalCredits(state, token)
  const income = held > credits ? held - credits : 0n
  const split = incomeSplit({ amount: income, incomeBps: state.rules.incomeBps, members: currentMembers(state) })
  return { treasury, income, credits, split }
}

/** What waits for an account in the inbox: for good, and not drawn since. What may still vanish is not offered: the fee of who drew it would be lost. */
export const waitingCredit = (space: DaoSpace, token: Address, account: Address): bigint => {
  const creditIn = ({ credits }: ChainState): bigint => credits.get(token)?.get(account) ?? 0n
  const [final, now] = [creditIn(space.chainState()), creditIn(stateNow(space))]
  return now < final ? now : final
}

/**
 * The income of a DAO: what lies there, how it would be split, and what waits for this account. Balances are asked of the chain, credits are facts.
 * @throws DaomeshError `CHAIN_UNREACHABLE`; `INPUT_INVALID` where the factory makes no inboxes.
 */
export const readIncome = async (
  node: NodeContext,
  { space: id, tokens }: { readonly space: SpaceId; readonly tokens: readonly Address[] },
): Promise<IncomeAnswer> => {
  const space = node.spaces.dao(id)
  const { client } = node.adapters.chain
  // A factory of an older version makes no inboxes: what is sent to the address that would be one is lost, so nobody is shown it.
  if ((await client.codeHash(inboxImplementationOf(space.record.factory))) === null)
    throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the factory of this DAO makes no inboxes' } })
  const state = space.chainState()
  const self = node.account.current()
  const names = new Map(membersOf(space.registers(), state).map(({ account, name }) => [account, name]))
  const rows = await Promise.all(
    [...new Set(tokens)].map(async (token) => {
      const { treasury, income, credits, split } = await lookAtIncome(node, space, token)
      const mine = self === null ? 0n : waitingCredit(space, token, self)
      return {
        token,
        treasury: treasury.toString(),
        income: income.toString(),
        toTreasury: split.toTreasury.toString(),
        parts: split.parts.map(({ account, amount }) => ({
          account,
          name: names.get(account) ?? null,
          amount: amount.toString(),
          self: account === self,
        })),
        credits: credits.toString(),
        myCredit: mine.toString(),
      }
    }),
  )
  return { inbox: inboxOf(space), incomeBps: state.rules.incomeBps, rows }
}
