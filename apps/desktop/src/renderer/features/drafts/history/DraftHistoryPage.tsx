import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { IconArrowLeft, IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { Loaded } from '../../../parts/Loaded.tsx'
import { Nothing } from '../../../parts/Nothing.tsx'
import { Page } from '../../../parts/Page.tsx'
import { SessionList } from './SessionList.tsx'
import { VersionView } from './VersionView.tsx'
import './history.css'

/** Who changed what and when, who wrote what stands there now, and how to make it as it was. */
export const DraftHistoryPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const navigate = useNavigate()
  const { space, draft } = useParams({ from: '/dao/$space/drafts/$draft/history' })
  const { version = null } = useSearch({ from: '/dao/$space/drafts/$draft/history' })
  const row = useQuery(queries.drafts.get.queryOptions({ input: { space, draft } }))
  const history = useQuery(queries.drafts.history.queryOptions({ input: { space, draft } }))
  const choose = (chosen: string | null): void =>
    void navigate({
      to: '/dao/$space/drafts/$draft/history',
      params: { space, draft },
      search: chosen === null ? {} : { version: chosen },
      resetScroll: false,
    })
  return (
    <Page
      title={t('history.title', { title: row.data?.title ?? '' })}
      about={t('history.about')}
      above={
        <Anchor component={Link} to={`/dao/${space}/drafts/${draft}`} size="sm" c="dimmed" mb={8} display="inline-block">
          <Group gap={5}>
            <IconArrowLeft size={14} aria-hidden />
            {t('history.back')}
          </Group>
        </Anchor>
      }
    >
      <Loaded query={history} what={t('history.loading')}>
        {({ sessions, opaque }) =>
          sessions.length === 0 ? (
            <div className="card">
              <Nothing icon={<IconHistory size={28} stroke={1.5} />} title={t('history.noneTitle')} teach={t('history.noneTeach')} />
            </div>
          ) : (
            <>
              {opaque > 0 && <Text size="sm">{t('draft.opaque', { count: opaque })}</Text>}
              <div className="history">
                <SessionList sessions={sessions} chosen={version} choose={choose} />
                <VersionView
                  key={version ?? 'now'}
                  space={space}
                  draft={draft}
                  version={version}
                  session={sessions.find((one) => one.version === version) ?? null}
                  choose={choose}
                />
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
