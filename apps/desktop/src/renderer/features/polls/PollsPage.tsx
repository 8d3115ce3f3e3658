import { Button, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { IconAnchor, IconChartBar, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import { AnchorPollsDialog } from './AnchorPollsDialog.tsx'
import { OpenPollDialog } from './OpenPollDialog.tsx'
import { PollRow } from './PollRow.tsx'

/** Questions that move nothing, newest first. */
export const PollsPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/polls' })
  const query = useQuery(queries.polls.list.queryOptions({ input: { space } }))
  const hasLeft = useHasLeft(space)
  const [asking, ask] = useDisclosure(false)
  const [anchoring, anchor] = useDisclosure(false)
  const sealed = query.data?.filter(({ status }) => status === 'sealed') ?? []
  return (
    <Page
      title={t('polls.title')}
      about={t('polls.about')}
      actions={
        hasLeft ? undefined : (
          <>
            {sealed.length > 0 && (
              <Button variant="default" leftSection={<IconAnchor size={16} aria-hidden />} onClick={anchor.open}>
                {t('polls.anchor.open', { count: sealed.length })}
              </Button>
            )}
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={ask.open}>
              {t('polls.ask.open')}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>
        {(rows) => (
          <Stack gap="md">
            <div className="card">
              {rows.length === 0 ? (
                <Nothing icon={<IconChartBar size={28} stroke={1.5} />} title={t('polls.noneTitle')} teach={t('polls.noneTeach')} />
              ) : (
                <div className="rows">
                  <Portions rows={rows}>{(row) => <PollRow key={row.poll} space={space} row={row} />}</Portions>
                </div>
              )}
            </div>
          </Stack>
        )}
      </Loaded>
      {asking && <OpenPollDialog space={space} onClose={ask.close} />}
      {anchoring && <AnchorPollsDialog space={space} polls={sealed} onClose={anchor.close} />}
    </Page>
  )
}
