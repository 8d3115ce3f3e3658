import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'

/** Currencies that an inbox is asked about at once. */
const mostAsked = 20

/** What lies in the inbox of a DAO, of ether and of each currency on the members' list. */
export const useIncome = (space: string, enabled: boolean) => {
  const { queries } = useApi()
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space }, enabled, retry: false }))
  const currencies = (held.data ?? []).filter(({ standard, balance }) => balance !== null && (standard === 'ether' || standard === 'erc20'))
  const tokens = currencies.map(({ token }) => token).slice(0, mostAsked)
  const income = useQuery(
    queries.income.get.queryOptions({ input: { space, tokens }, enabled: enabled && held.data !== undefined, retry: false }),
  )
  return { held, currencies, income }
}
