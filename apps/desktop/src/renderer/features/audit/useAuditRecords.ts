import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import { auditFilters, type AuditFilter } from './auditFilters.ts'

/** More rows than a person reads at once would only slow the page. */
export const auditPortion = 50

/** What was read of the records of a DAO that are wanted; the node has the others. */
export const useAuditRecords = (space: string, only: AuditFilter) => {
  const { queries } = useApi()
  const query = useInfiniteQuery(
    queries.daos.audit.infiniteOptions({
      input: (after: { readonly at: number; readonly entry: string } | null) => ({
        space,
        statuses: [...auditFilters[only]],
        after,
        limit: auditPortion,
      }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
      placeholderData: keepPreviousData,
    }),
  )
  const pages = query.data?.pages ?? []
  const counts = pages.at(-1)?.counts
  const count = counts === undefined ? 0 : auditFilters[only].reduce((sum, status) => sum + counts[status], 0)
  return { query, rows: pages.flatMap((page) => page.rows), count }
}
