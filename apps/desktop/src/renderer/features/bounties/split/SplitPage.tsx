import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { IconArrowLeft, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { Loaded } from '../../../parts/Loaded.tsx'
import { Nothing } from '../../../parts/Nothing.tsx'
import { Page } from '../../../parts/Page.tsx'
import { SplitEditor } from './SplitEditor.tsx'

/** Hands parts of a bounty, or of a part of it, on to others. */
export const SplitPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { bounty: id } = useParams({ from: '/bounties/$bounty/split' })
  const { node = id } = useSearch({ from: '/bounties/$bounty/split' })
  const query = useQuery(queries.bounties.get.queryOptions({ input: { bounty: id } }))
  return (
    <Loaded query={query}>
      {(bounty) => {
        const part = bounty.margins.find((one) => one.node === node)
        const move = bounty.moves.find((one) => one.move === 'split' && (one.node ?? id) === node)
        const title = part?.title ?? bounty.title
        return (
          <Page
            title={t('bounties.split.page', { title })}
            about={t('bounties.split.about')}
            above={
              <Anchor component={Link} to={`/bounties/${id}`} size="sm" c="dimmed" mb={8} display="inline-block">
                <Group gap={5} wrap="nowrap">
                  <IconArrowLeft size={14} aria-hidden style={{ flex: 'none' }} />
                  <Text span size="sm" truncate maw={420}>
                    {bounty.title}
                  </Text>
                </Group>
              </Anchor>
            }
          >
            {part === undefined || move === undefined ? (
              <div className="card">
                <Nothing
                  icon={<IconLock size={28} stroke={1.5} />}
                  title={t('bounties.split.cannotTitle')}
                  teach={t('bounties.split.cannot')}
                />
              </div>
            ) : (
              <SplitEditor key={node} bounty={bounty} part={part} move={move} />
            )}
          </Page>
        )
      }}
    </Loaded>
  )
}
