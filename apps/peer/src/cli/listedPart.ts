import type { NodeClient } from '@daomesh/node/client'
import { type Address, DaomeshError } from '@daomesh/protocol'
import { parseUnits } from './input/parseUnits.ts'

type Written = { readonly token: Address; readonly item: string | null; readonly amount: string }

/**
 * A part of a token as the list says what it is: its standard, and an amount in its smallest unit.
 * @throws DaomeshError `INPUT_INVALID` for what is not on the list, `AMOUNT_INVALID`.
 */
export const listedPart = async (node: NodeClient, space: string, { token, item, amount }: Written) => {
  const rows = (await node.treasury.get({ space })).filter((row) => row.token === token)
  const row = rows.find(({ standard, item: listed }) => standard === 'erc721' || listed === item)
  if (row === undefined || row.standard === 'ether')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', token, reason: 'not on the list: daomesh treasury list' } })
  return { token, standard: row.standard, item, amount: parseUnits(amount, row.decimals ?? 0).toString() }
}
