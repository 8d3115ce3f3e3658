import { Button, SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconFilePencil, IconGavel } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import { ProposalRow } from './ProposalRow.tsx'
import { isUnderWay } from './isUnderWay.ts'

const filters = ['underWay', 'past', 'all'] as const
type Filter = (typeof filters)[number]

export const ProposalsPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/proposals' })
  const hasLeft = useHasLeft(space)
  const [filter, setFilter] = useState<Filter>('underWay')
  const query = useQuery(queries.proposals.list.queryOptions({ input: { space } }))
  return (
    <Page
      title={t('proposals.title')}
      about={t('proposals.about')}
      actions={
        hasLeft ? undefined : (
          <Button component={Link} to={`/dao/${space}/drafts`} leftSection={<IconFilePencil size={16} aria-hidden />}>
            {t('dao.write')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(list) => {
          const shown = list.filter((one) => filter === 'all' || isUnderWay(one) === (filter === 'underWay'))
          return (
            <Stack gap="md" align="stretch">
              <SegmentedControl
                value={filter}
                onChange={(value) => setFilter(value)}
                data={filters.map((value) => ({ value, label: t(`proposals.filter.${value}`) }))}
                aria-label={t('proposals.filter.label')}
                style={{ alignSelf: 'flex-start' }}
              />
              <div className="card">
                {shown.length === 0 ? (
                  <Nothing icon={<IconGavel size={28} stroke={1.5} />} title={t('proposals.noneTitle')} teach={t('proposals.noneTeach')} />
                ) : (
                  <div className="rows">
                    <Portions key={filter} rows={shown}>
                      {(proposal) => <ProposalRow key={proposal.decision} space={space} proposal={proposal} />}
                    </Portions>
                  </div>
                )}
              </div>
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}
