import { Alert } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useMine } from '../bounties/useMine.ts'
import type { Proposal } from './isUnderWay.ts'

type NoVoteProps = { readonly space: string; readonly proposal: Proposal }

/** Why there is no ballot to fill in: one is here through a DAO, which votes itself, or was removed, left, or owns shares alone. */
export const NoVote = ({ space, proposal: { tally } }: NoVoteProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { account } = useMine()
  const { data: daos } = useQuery(queries.daos.list.queryOptions())
  if (daos === undefined) return null
  const isMember = daos.some((dao) => dao.space === space && dao.standing === 'member')
  const isThrough = isMember && !tally.weights.some((one) => one.account === account)
  return (
    <Alert color="gray" variant="light">
      {t(isThrough ? 'nested.noSeat' : 'proposal.noVote')}
    </Alert>
  )
}
