import { Anchor, Group, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { auditFilters } from './auditFilters.ts'
import { AuditForks } from './AuditForks.tsx'
import { AuditKeys } from './AuditKeys.tsx'
import { AuditRecords } from './AuditRecords.tsx'
import { AuditUnlinked } from './AuditUnlinked.tsx'
import { AuditViews } from './AuditViews.tsx'

const tabs = ['records', 'forks', 'unlinked', 'views', 'keys'] as const

/** Every record of a DAO with what became of it, and the proofs behind it: forks, revoked devices, memberships, keys. */
export const AuditPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/audit' })
  const [tab, setTab] = useState<(typeof tabs)[number]>('records')
  // How many of each status there are comes with every page, however short.
  const records = useQuery(queries.daos.audit.queryOptions({ input: { space, limit: 1 } }))
  const proofs = useQuery(queries.daos.proofs.queryOptions({ input: { space } }))
  const counts = {
    records: auditFilters.notAccepted.reduce((sum, status) => sum + (records.data?.counts[status] ?? 0), 0),
    forks: proofs.data?.forks.length ?? 0,
    unlinked: proofs.data?.unlinked.length ?? 0,
    views: 0,
    keys: 0,
  }
  return (
    <Page
      title={t('audit.title')}
      about={t('audit.about')}
      above={
        <Anchor component={Link} to={`/dao/${space}`} size="sm" c="dimmed" mb={8} display="inline-block">
          <Group gap={5}>
            <IconArrowLeft size={14} aria-hidden />
            {t('audit.back')}
          </Group>
        </Anchor>
      }
    >
      <Tabs value={tab} onChange={(next) => setTab(tabs.find((one) => one === next) ?? 'records')} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {counts[one] === 0 ? t(`audit.tabs.${one}`) : t('audit.tabCount', { tab: t(`audit.tabs.${one}`), count: counts[one] })}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="records">
          <AuditRecords space={space} toForks={() => setTab('forks')} />
        </Tabs.Panel>
        <Tabs.Panel value="forks">
          <Loaded query={proofs}>{({ forks }) => <AuditForks forks={forks} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="unlinked">
          <Loaded query={proofs}>{({ unlinked }) => <AuditUnlinked unlinked={unlinked} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="views">
          <Loaded query={proofs}>{({ views }) => <AuditViews views={views} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <Loaded query={proofs}>{({ keys }) => <AuditKeys keys={keys} />}</Loaded>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
