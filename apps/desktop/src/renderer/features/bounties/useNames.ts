import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'

export type Names = {
  /** null: nobody here knows a name for this account. */
  readonly nameOf: (account: string) => string | null
  /** A name, or else the address, short. */
  readonly call: (account: string) => string
  /** Everybody of whom a name is known here. */
  readonly known: readonly (readonly [account: string, name: string])[]
  /** The DAOs of this machine alone: nobody chose these names by telling them, so they may stand for an address in what is voted on. */
  readonly proven: ReadonlyMap<string, string>
}

/** What accounts are called: own DAOs by their names, the parties of deals as they told there. */
export const useNames = (): Names => {
  const { queries } = useApi()
  // Of those that were left too: they are called as before.
  const daos = useQuery(queries.daos.list.queryOptions())
  const deals = useQuery(queries.deals.list.queryOptions())
  const proven = useMemo(() => new Map<string, string>((daos.data ?? []).map(({ dao, name }) => [dao, name])), [daos.data])
  const names = useMemo(() => {
    const parties = (deals.data ?? []).flatMap(({ issuer, hunter }) => [issuer, hunter])
    const told = parties.flatMap(({ account, name }) => (name === null ? [] : [[account as string, name] as const]))
    return new Map([...told, ...proven])
  }, [deals.data, proven])
  const nameOf = useCallback((account: string) => names.get(account) ?? null, [names])
  const call = useCallback((account: string) => nameOf(account) ?? shortAddress(account), [nameOf])
  const known = useMemo(() => [...names].toSorted(([, a], [, b]) => a.localeCompare(b)), [names])
  return { nameOf, call, known, proven }
}
