import { useQueries, useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import { useCoin } from '../../api/useCoin.ts'
import { coinRow, type TokenRow } from '../../parts/TokenAmount.tsx'

/** In what a reward can be offered: the chain's own coin, and the ERC-20 tokens on the lists of this member's DAOs. */
export const useTokens = (): readonly TokenRow[] => {
  const { queries } = useApi()
  const coin = useCoin()
  const daos = useQuery(queries.daos.list.queryOptions())
  const spaces = daos.data?.filter(({ deployed }) => deployed !== 'no').map(({ space }) => space) ?? []
  const lists = useQueries({ queries: spaces.map((space) => queries.treasury.get.queryOptions({ input: { space } })) })
  const listed = lists.flatMap(({ data }) => data ?? []).filter(({ standard }) => standard === 'erc20')
  const tokens = new Map([coinRow(coin), ...listed].map((row) => [row.token, row]))
  return [...tokens.values()]
}

/** The same with the one that an amount is in already, though no list has it: then its smallest unit is what is known of it. */
export const useTokensWith = (token: string): { readonly tokens: readonly TokenRow[]; readonly decimals: number } => {
  const listed = useTokens()
  const found = listed.find((row) => row.token === token)
  return { tokens: found === undefined ? [...listed, { token, symbol: '', decimals: 0 }] : listed, decimals: found?.decimals ?? 0 }
}
