import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'

/** Whether this account was a member of the DAO and is none any more: what is here can be read, and nothing can be written. */
export const useHasLeft = (space: string): boolean => {
  const { queries } = useApi()
  const { data } = useQuery(queries.daos.list.queryOptions())
  return data?.some((dao) => dao.space === space && dao.standing === 'removed') === true
}
