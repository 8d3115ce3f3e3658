import { Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconBriefcase } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ChainIsAway, useChainIsAway } from '../../parts/ChainIsAway.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import type { BountySummary } from './bounties.ts'
import { HandOver } from './HandOver.tsx'
import { BountyRow } from './BountyRow.tsx'
import { accountsOf, byTurn, stageOf, stages, type Stage } from './stageOf.ts'
import { type Mine, useMine } from './useMine.ts'

const everybody = 'all'
type Shown = Stage | 'all'

const Board = ({ rows, mine }: { readonly rows: readonly BountySummary[]; readonly mine: Mine }) => {
  const { t } = useTranslation()
  const [whose, setWhose] = useState<string>(everybody)
  const [stage, setStage] = useState<Shown>('all')
  const ofWhom = rows.filter((row) => whose === everybody || accountsOf(row, mine.all).includes(whose))
  const count = (of: Shown): number => (of === 'all' ? ofWhom : ofWhom.filter((row) => stageOf(row, mine.all) === of)).length
  const shown = byTurn(
    ofWhom.filter((row) => stage === 'all' || stageOf(row, mine.all) === stage),
    mine.all,
  )
  const names = [
    { value: everybody, label: t('bounties.whose.all') },
    ...(mine.account === null ? [] : [{ value: mine.account, label: t('bounties.whose.mine') }]),
    ...mine.daos.map(({ dao, name }) => ({ value: dao, label: name })),
  ]
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end" justify="space-between">
        <SegmentedControl
          aria-label={t('bounties.stage.label')}
          value={stage}
          onChange={(value) => setStage([...stages].find((one) => one === value) ?? 'all')}
          data={(['all', ...stages] as const).map((one) => ({ value: one, label: t(`bounties.stage.${one}`, { count: count(one) }) }))}
          style={{ maxWidth: '100%', flexWrap: 'wrap' }}
        />
        {mine.daos.length > 0 && (
          <Select
            w={200}
            label={t('bounties.whose.label')}
            data={names}
            allowDeselect={false}
            value={whose}
            onChange={(value) => setWhose(value ?? everybody)}
          />
        )}
      </Group>
      <Text size="sm" c="dimmed" aria-live="polite" className="numbers">
        {t('bounties.found', { count: shown.length })}
      </Text>
      <div className="card">
        {shown.length === 0 ? (
          <Nothing icon={<IconBriefcase size={28} stroke={1.5} />} title={t('bounties.noMatchTitle')} teach={t('bounties.noMatchTeach')} />
        ) : (
          <div className="rows">
            <Portions rows={shown}>{(row) => <BountyRow key={row.bounty} row={row} mine={mine} />}</Portions>
          </div>
        )}
      </div>
    </Stack>
  )
}

/** Bounties that this account or one of its DAOs pays or works on. */
export const BountiesPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const mine = useMine()
  const query = useQuery(queries.bounties.list.queryOptions())
  const away = useChainIsAway()
  return (
    <Page title={t('bounties.title')} about={t('bounties.about')}>
      <Loaded query={query}>
        {(rows) => (
          <Stack gap="lg">
            {rows.length > 0 && <ChainIsAway />}
            {rows.length === 0 ? (
              <div className="card">
                <Nothing
                  icon={<IconBriefcase size={28} stroke={1.5} />}
                  title={t(away ? 'bounties.unknownTitle' : 'bounties.noneTitle')}
                  teach={t(away ? 'bounties.unknownTeach' : 'bounties.noneTeach')}
                >
                  <Button component={Link} to="/market" size="xs">
                    {t('bounties.toMarket')}
                  </Button>
                  <Button component={Link} to="/deals" size="xs" variant="default">
                    {t('bounties.toDeals')}
                  </Button>
                </Nothing>
              </div>
            ) : (
              <Board rows={rows} mine={mine} />
            )}
            <HandOver bundle={null} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
