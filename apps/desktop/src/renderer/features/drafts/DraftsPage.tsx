import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { IconFilePencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import { DraftRow } from './DraftRow.tsx'

/** Drafts that were put away, once somebody asks for them; nothing where there are none. */
const DiscardedDrafts = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data } = useQuery(queries.drafts.list.queryOptions({ input: { space, discarded: true } }))
  const [open, { toggle }] = useDisclosure(false)
  if (data === undefined || data.length === 0) return null
  return (
    <Stack gap="md">
      <Anchor
        component="button"
        type="button"
        size="sm"
        c="dimmed"
        aria-expanded={open}
        onClick={toggle}
        style={{ alignSelf: 'flex-start' }}
      >
        {t(open ? 'drafts.hideDiscarded' : 'drafts.showDiscarded', { count: data.length })}
      </Anchor>
      {open && (
        <Section title={t('drafts.discarded')} padded={false}>
          <div className="rows">
            <Portions rows={data}>{(row) => <DraftRow key={row.draft} space={space} row={row} />}</Portions>
          </div>
        </Section>
      )}
    </Stack>
  )
}

/** Texts that members write together before they become proposals. */
export const DraftsPage = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const { space } = useParams({ from: '/dao/$space/drafts' })
  const hasLeft = useHasLeft(space)
  const [title, setTitle] = useState('')
  const query = useQuery(queries.drafts.list.queryOptions({ input: { space } }))
  const open = useCommand(client.drafts.open, ({ draft }) => void navigate({ to: '/dao/$space/drafts/$draft', params: { space, draft } }))
  return (
    <Page title={t('drafts.title')} about={t('drafts.about')}>
      {!hasLeft && (
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
      )}
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing icon={<IconFilePencil size={28} stroke={1.5} />} title={t('drafts.noneTitle')} teach={t('drafts.noneTeach')} />
            ) : (
              <div className="rows">
                <Portions rows={rows.toSorted((a, b) => b.openedAt - a.openedAt)}>
                  {(row) => <DraftRow key={row.draft} space={space} row={row} />}
                </Portions>
              </div>
            )}
          </div>
        )}
      </Loaded>
      <DiscardedDrafts space={space} />
    </Page>
  )
}
