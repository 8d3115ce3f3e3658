import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { IconFilePencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Face } from '../../parts/Face.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { When } from '../../parts/When.tsx'

/** Texts that members write together before they become proposals. */
export const DraftsPage = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const { space } = useParams({ from: '/dao/$space/drafts' })
  const [title, setTitle] = useState('')
  const query = useQuery(queries.drafts.list.queryOptions({ input: { space } }))
  const open = useCommand(client.drafts.open, ({ draft }) => void navigate({ to: '/dao/$space/drafts/$draft', params: { space, draft } }))
  return (
    <Page title={t('drafts.title')} about={t('drafts.about')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim() !== '') open.mutate({ space, title: title.trim() })
        }}
      >
        <Stack gap="sm">
          <Group align="flex-end" gap="xs">
            <TextInput
              label={t('drafts.new')}
              placeholder={t('drafts.newExample')}
              value={title}
              maxLength={200}
              onChange={(event) => setTitle(event.currentTarget.value)}
              style={{ flex: 1 }}
            />
            <Button
              type="submit"
              loading={open.isPending}
              disabled={title.trim() === ''}
              leftSection={<IconFilePencil size={16} aria-hidden />}
            >
              {t('drafts.open')}
            </Button>
          </Group>
          {open.error !== null && <ErrorNotice error={open.error} />}
        </Stack>
      </form>
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing icon={<IconFilePencil size={28} stroke={1.5} />} title={t('drafts.noneTitle')} teach={t('drafts.noneTeach')} />
            ) : (
              <div className="rows">
                {rows
                  .toSorted((a, b) => b.openedAt - a.openedAt)
                  .map((row) => (
                    <Link key={row.draft} to="/dao/$space/drafts/$draft" params={{ space, draft: row.draft }} className="row">
                      <Group justify="space-between" wrap="nowrap">
                        <Box style={{ minWidth: 0 }}>
                          <Text fw={550} truncate>
                            {row.title}
                          </Text>
                          <Group gap={7} mt={2}>
                            <Face address={row.author} size={16} />
                            <Text size="sm" c="dimmed">
                              {row.authorName ?? shortAddress(row.author)}
                            </Text>
                            <Text size="sm" c="dimmed">
                              {t('drafts.editorCount', { count: row.editors.length })}
                            </Text>
                            {row.proposals.length > 0 && (
                              <Text size="sm" c="dimmed">
                                {t('drafts.proposalCount', { count: row.proposals.length })}
                              </Text>
                            )}
                          </Group>
                        </Box>
                        <When at={row.openedAt} size="xs" />
                      </Group>
                    </Link>
                  ))}
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
