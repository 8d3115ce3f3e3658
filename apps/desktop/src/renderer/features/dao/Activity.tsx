import { Box, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { IconLink, IconTimeline } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Nothing } from '../../parts/Nothing.tsx'
import { Person } from '../../parts/Person.tsx'
import { ProgressChip } from '../../parts/ProgressChip.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import type { Dao } from './dao.ts'

type Row = Dao['activity'][number]

/** The screen that shows what somebody did; null where there is none. */
const addressOf = (space: string, decision: Row['decision'], place: Row['place']): string | null => {
  if (decision !== null) return `/dao/${space}/proposals/${decision}`
  if (place === null) return null
  switch (place.kind) {
    case 'draft':
      return `/dao/${space}/drafts/${place.id}`
    case 'budget':
      return `/dao/${space}/budgets/${place.id}`
    case 'poll':
      return `/dao/${space}/polls/${place.id}`
    default:
      return `/dao/${space}/${place.kind}`
  }
}

/** So many at first, so that what stands below stays in reach in a small window. */
const few = 8

/** What members did, newest first, each with how far it has come. */
export const Activity = ({ dao }: { readonly dao: Dao }) => {
  const { t, i18n } = useTranslation()
  const [whole, { open }] = useDisclosure(false)
  const word = ({ kind, shares }: Row): string => {
    const key = `activity.${kind.replaceAll(/[./]/g, '_')}`
    return i18n.exists(key) ? t(key as 'activity.ragequit_whole', { shares: shares ?? '' }) : t('activity.other', { kind })
  }
  return (
    <Section title={t('dao.activity')} padded={false}>
      {dao.activity.length === 0 ? (
        <Nothing icon={<IconTimeline size={28} stroke={1.5} />} title={t('activity.noneTitle')} teach={t('activity.noneTeach')} />
      ) : (
        <div className="rows">
          {dao.activity.slice(0, whole ? dao.activity.length : few).map((row) => {
            const { entry, account, name, at, title, decision, place, progress } = row
            const key = entry ?? `${row.kind}${account ?? decision}${at}`
            const line = (
              <Group justify="space-between" gap={4} style={{ columnGap: 16 }}>
                <Box style={{ flex: '1 1 15rem', minWidth: 0 }}>
                  <Group gap={2} style={{ columnGap: 8 }} wrap={account === null ? 'nowrap' : 'wrap'}>
                    {account !== null && <Person account={account} name={name} size={20} />}
                    {account === null && <IconLink size={20} stroke={1.5} aria-hidden style={{ flex: 'none' }} />}
                    <Text size="sm" c="dimmed">
                      {word(row)}
                    </Text>
                  </Group>
                  {title !== null && (
                    <Text size="sm" truncate pl={28}>
                      {title}
                    </Text>
                  )}
                </Box>
                <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
                  <ProgressChip progress={progress} />
                  <When at={at} size="xs" />
                </Group>
              </Group>
            )
            const to = addressOf(dao.space, decision, place)
            return to === null ? (
              <div key={key} className="row">
                {line}
              </div>
            ) : (
              <Link key={key} to={to} className="row">
                {line}
              </Link>
            )
          })}
          {!whole && dao.activity.length > few && (
            <UnstyledButton className="row" w="100%" fz="sm" c="var(--mantine-color-anchor)" onClick={open}>
              {t('activity.more', { count: dao.activity.length - few })}
            </UnstyledButton>
          )}
        </div>
      )}
    </Section>
  )
}
