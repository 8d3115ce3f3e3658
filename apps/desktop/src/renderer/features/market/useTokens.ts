import { useQueries, useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import type { TokenRow } from '../../parts/TokenAmount.tsx'

const ether: TokenRow = { token: `0x${'0'.repeat(40)}`, symbol: 'ETH', decimals: 18 }

/** In what a reward can be offered: the chain's own coin, and the ERC-20 tokens on the lists of this member's DAOs. */
export const useTokens = (): readonly TokenRow[] => {
  const { queries } = useApi()
  const daos = useQuery(queries.daos.list.queryOptions())
  const spaces = daos.data?.filter(({ deployed }) => deployed !== 'no').map(({ space }) => space) ?? []
  const lists = useQueries({ queries: spaces.map((space) => queries.treasury.get.queryOptions({ input: { space } })) })
  const listed = lists.flatMap(({ data }) => data ?? []).filter(({ standard }) => standard === 'erc20')
  const tokens = new Map([ether, ...listed].map((row) => [row.token, row]))
  return [...tokens.values()]
}
