import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/ApiContext.ts'

/** The DAO that a key for one means: the one on screen, else the last one that was, else the first. Deals and lobbies are spaces too, and none of them. */
export const useOwnDao = (): string | undefined => {
  const { queries } = useApi()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const { data } = useQuery(queries.daos.list.queryOptions())
  const here = /^\/dao\/([^/]+)/.exec(path)?.[1]
  const [last, setLast] = useState(here)
  if (here !== undefined && here !== last) setLast(here)
  return here ?? data?.find(({ space }) => space === last)?.space ?? data?.[0]?.space
}
