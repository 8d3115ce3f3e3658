import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { DraftEditor } from '../drafts/DraftEditor.tsx'
import { NewerVersion } from '../drafts/NewerVersion.tsx'
import { SavedMark } from '../drafts/SavedMark.tsx'
import { SunkNotice } from '../drafts/SunkNotice.tsx'
import { UnsavedWords } from '../drafts/UnsavedWords.tsx'
import { useDraftSession, usePad } from '../drafts/useDraftSession.ts'
import type { Deal } from './deals.ts'

type PadProps = { readonly space: string; readonly draft: string; readonly title: string }

const BriefPad = ({ space, draft, title }: PadProps) => {
  const { t } = useTranslation()
  const { session, error, again } = useDraftSession(space, draft)
  const pad = usePad(session)
  return (
    <Stack gap="sm">
      {session !== null && <SavedMark session={session} />}
      {error !== null && <ErrorNotice error={error} retry={again} />}
      {session === null && error === null && <Waiting what={t('draft.opening')} />}
      {session !== null && <UnsavedWords session={session} />}
      {pad !== null && <NewerVersion pad={pad} />}
      {pad?.readOnly === false && <SunkNotice pad={pad} nameOf={() => null} />}
      {pad?.readOnly === false && <DraftEditor key={pad.clientId} pad={pad} title={title} />}
    </Stack>
  )
}

/** The brief that both sides write together. It binds nobody until an offer freezes it. */
export const SharedBrief = ({ deal }: { readonly deal: Pick<Deal, 'space' | 'title' | 'drafts'> }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const open = useCommand(client.drafts.open)
  const [draft] = deal.drafts
  return (
    <Section title={t('deals.shared.title')}>
      {draft === undefined ? (
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">
            {t('deals.shared.about')}
          </Text>
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={open.isPending}
              onClick={() => open.mutate({ space: deal.space, title: deal.title })}
            >
              {t('deals.shared.go')}
            </Button>
          </Group>
          {open.error !== null && <ErrorNotice error={open.error} />}
        </Stack>
      ) : (
        <BriefPad space={deal.space} draft={draft.draft} title={draft.title} />
      )}
    </Section>
  )
}
