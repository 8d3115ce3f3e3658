import { useQueries } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import type { Dao } from '../dao/dao.ts'

type AskedDao = Pick<Dao, 'space' | 'name' | 'standing' | 'deployed'>

export type SeatAsked = {
  /** Where the seat is wanted. */
  readonly dao: Pick<Dao, 'space' | 'name'>
  readonly account: string
  readonly name: string | null
  /** What a DAO asks for; null for a person, whose seat the members choose. */
  readonly seat: { readonly power: string; readonly shares: string } | null
}

/** Who asks the DAOs of this member for a seat, and stands in no proposal yet. */
export const useSeatsAsked = (daos: readonly AskedDao[]): { readonly rows: readonly SeatAsked[]; readonly isPending: boolean } => {
  const { queries } = useApi()
  const own = daos.filter(({ standing }) => standing === 'member')
  const deployed = own.filter((dao) => dao.deployed === 'final')
  const people = useQueries({ queries: own.map(({ space }) => queries.daos.applicants.queryOptions({ input: { space } })) })
  const seats = useQueries({ queries: deployed.map(({ space }) => queries.confederations.seats.queryOptions({ input: { space } })) })
  const rows = [
    ...own.flatMap((dao, at) =>
      (people[at]?.data ?? []).filter(({ decision }) => decision === null).map(({ account, name }) => ({ dao, account, name, seat: null })),
    ),
    ...deployed.flatMap((dao, at) =>
      (seats[at]?.data ?? [])
        .filter(({ agreed, decision }) => agreed && decision === null)
        .map(({ account, name, power, shares }) => ({ dao, account, name, seat: { power, shares } })),
    ),
  ]
  return { rows, isPending: [...people, ...seats].some((one) => one.isPending) }
}
