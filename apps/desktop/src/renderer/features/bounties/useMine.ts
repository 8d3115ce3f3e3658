import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/ApiContext.ts'

export type OwnDao = { readonly space: string; readonly dao: string; readonly name: string }

/** In whose names this person can act: the own account, and the DAOs it is a member of; not one that it left, or waits for. */
export type Mine = { readonly account: string | null; readonly daos: readonly OwnDao[]; readonly all: ReadonlySet<string> }

export const useMine = (): Mine => {
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const { data: daos } = useQuery(queries.daos.list.queryOptions())
  const account = status?.account ?? null
  return useMemo(() => {
    const own = (daos ?? []).flatMap(({ space, dao, name, standing }) => (standing === 'member' ? [{ space, dao, name }] : []))
    return { account, daos: own, all: new Set([...(account === null ? [] : [account]), ...own.map(({ dao }) => dao)]) }
  }, [account, daos])
}
