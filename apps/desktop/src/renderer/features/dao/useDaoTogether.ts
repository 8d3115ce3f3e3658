import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import { useTogether } from '../../parts/useTogether.ts'
import type { Dao } from './dao.ts'
import { useIncome } from './useIncome.ts'

/** Whether to show the sections of a DAO: they ask for themselves, and shown one by one each would push down those below it. */
export const useDaoTogether = ({ space, standing, deployed }: Pick<Dao, 'space' | 'standing' | 'deployed'>): boolean => {
  const { queries } = useApi()
  const isMember = standing === 'member'
  const proposals = useQuery(queries.proposals.list.queryOptions({ input: { space }, enabled: isMember || standing === 'removed' }))
  const applicants = useQuery(queries.daos.applicants.queryOptions({ input: { space }, enabled: isMember }))
  const seats = useQuery(queries.confederations.seats.queryOptions({ input: { space }, enabled: isMember && deployed === 'final' }))
  const { held, income } = useIncome(space, deployed !== 'no')
  return useTogether([proposals, applicants, seats, held, income].some(({ isLoading }) => isLoading))
}
