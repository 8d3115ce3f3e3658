import { Anchor, Group } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { ProposalRow } from '../proposals/ProposalRow.tsx'
import type { ProposalSummary } from '../proposals/isUnderWay.ts'
import { awaitsMe } from './awaits.ts'

type AwaitingMeProps = { readonly daos: readonly { readonly space: string; readonly name: string }[] }

/** A ballot that is being lost comes before one that was not given yet. */
const urgency = ({ notice }: ProposalSummary): number => (notice === null ? 1 : 0)

/** Records that lack a ballot of this member or one that matters, and open proposals on which this member has not voted, the nearest deadline first. */
export const AwaitingMe = ({ daos }: AwaitingMeProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const lists = useQueries({ queries: daos.map(({ space }) => queries.proposals.list.queryOptions({ input: { space } })) })
  const waiting = daos
    .flatMap((dao, at) => (lists[at]?.data ?? []).map((proposal) => ({ dao, proposal })))
    .filter(({ proposal }) => awaitsMe(proposal))
    .toSorted((a, b) => urgency(a.proposal) - urgency(b.proposal) || a.proposal.closesAt - b.proposal.closesAt)
  if (waiting.length === 0) return null
  // One signature answers all of a DAO: worth it from two on.
  const several = daos.filter(
    ({ space }) => waiting.filter(({ dao, proposal }) => dao.space === space && proposal.notice === null).length > 1,
  )
  return (
    <Section
      title={t('home.awaiting')}
      padded={false}
      aside={
        several.length === 0 ? undefined : (
          <Group gap="md" justify="flex-end">
            {several.map(({ space, name }) => (
              <Anchor key={space} component={Link} to={`/dao/${space}/week`} size="sm">
                {t(daos.length === 1 ? 'home.together' : 'home.togetherOf', { name })}
              </Anchor>
            ))}
          </Group>
        )
      }
    >
      <div className="rows">
        <Portions rows={waiting}>
          {({ dao, proposal }) => <ProposalRow key={proposal.decision} space={dao.space} proposal={proposal} daoName={dao.name} />}
        </Portions>
      </div>
    </Section>
  )
}
