import { type TokenRow, tokensOf } from '@daomesh/governance'
import { type Address, toDaomeshError, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { seatRow } from '../../contract/confederations.ts'
import { offeredSeats } from '../../joining/carrySeats.ts'
import { readChainState } from '../../nested/readChainState.ts'
import type { DaoSpace } from '../../spaces/space.ts'

type Seat = z.input<typeof seatRow>
type Row = Omit<Seat, 'name' | 'account' | 'allows'> & { readonly account: Address }

/** What an account lets this DAO take of the tokens on its list. A token that does not say it allows nothing. */
const allowedBy = async (node: NodeContext, space: DaoSpace, owner: Address, tokens: readonly TokenRow[]): Promise<Seat['allows']> => {
  const { client } = node.adapters.chain
  const allowed = await Promise.all(
    tokens.map(async ({ token }) => {
      try {
        const amount = await client.allowance({ token, owner, spender: space.record.dao })
        if (amount === 0n) return []
        const { symbol, decimals } = await client.token(token)
        return [{ token, symbol, decimals, amount: amount.toString() }]
      } catch (error) {
        if (toDaomeshError(error).code !== 'TOKEN_UNREADABLE') throw error
        return []
      }
    }),
  )
  return allowed.flat()
}

/**
 * DAOs that agreed to a seat here, or that a proposal under way would give one. What a DAO agrees to is asked of the chain now.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const readSeats = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<Seat[]> => {
  const space = node.spaces.dao(id)
  const { client } = node.adapters.chain
  const rows = new Map<string, Row>()
  const put = (seat: Row): void => {
    const key = [seat.account, seat.power, seat.shares].join('/')
    const known = rows.get(key)
    rows.set(key, { ...seat, agreed: seat.agreed || known?.agreed === true, decision: seat.decision ?? known?.decision ?? null })
  }
  for (const { dao, power, shares } of await node.consents.agreed(space)) put({ account: dao, power, shares, agreed: true, decision: null })
  for (const { dao, row, question } of offeredSeats(node, space))
    put({ account: dao, power: question.power.toString(), shares: question.shares.toString(), agreed: false, decision: row.id })
  const tokens = tokensOf(space.registers()).filter(({ standard }) => standard === 'erc20')
  return Promise.all(
    [...rows.values()].map(async (row) => ({
      ...row,
      name: (await readChainState(client, row.account))?.genesis.name ?? null,
      allows: await allowedBy(node, space, row.account, tokens),
    })),
  )
}
