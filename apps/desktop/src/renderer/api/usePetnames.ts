import { useQuery } from '@tanstack/react-query'
import { useApi } from './ApiContext.ts'

const none: ReadonlyMap<string, string> = new Map()

/** The names that the person here gave accounts. */
export const usePetnames = (): ReadonlyMap<string, string> => {
  const { queries } = useApi()
  const { data } = useQuery(queries.petnames.list.queryOptions({ select: byAccount }))
  return data ?? none
}

const byAccount = (rows: readonly { readonly account: string; readonly name: string }[]): ReadonlyMap<string, string> =>
  new Map(rows.map(({ account, name }) => [account, name]))
