import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft, IconHistory, IconSend } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { DraftEditor } from './DraftEditor.tsx'
import { DraftMenu } from './DraftMenu.tsx'
import { NewerVersion } from './NewerVersion.tsx'
import { Payments } from './Payments.tsx'
import { PutAway } from './PutAway.tsx'
import { SavedMark } from './SavedMark.tsx'
import { SubmitDialog } from './SubmitDialog.tsx'
import { SunkNotice } from './SunkNotice.tsx'
import { UnsavedWords } from './UnsavedWords.tsx'
import { WhoIsHere } from './WhoIsHere.tsx'
import { emptyPayment, readPayments } from './readPayments.ts'
import { useDraftSession, usePad } from './useDraftSession.ts'
import { useKeptPayments } from './useKeptPayments.ts'

/** Writing together, then adding payments, then a look at exactly what would be submitted. */
export const DraftPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space, draft } = useParams({ from: '/dao/$space/drafts/$draft' })
  const row = useQuery(queries.drafts.get.queryOptions({ input: { space, draft } }))
  const dao = useQuery(queries.daos.get.queryOptions({ input: { space } }))
  const { session, error, again } = useDraftSession(space, draft)
  const pad = usePad(session)
  const { payments, change, forget } = useKeptPayments(draft)
  const [reviewing, review] = useDisclosure(false)
  // A button that is shut does not say which of the rows below shuts it.
  const [refused, setRefused] = useState(0)
  const me = dao.data?.memberRows.find(({ self }) => self)
  const nameOf = (account: string | null) => dao.data?.memberRows.find((row) => row.account === account)?.name ?? null
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space }, retry: false }))
  const tokens = (held.data ?? []).filter(({ standard }) => standard !== 'ether')
  const asks = readPayments(payments, tokens)
  const goOn = (): void => {
    setRefused(asks === null ? refused + 1 : 0)
    if (asks !== null) review.open()
  }

  useEffect(() => {
    if (pad === null || me === undefined) return
    pad.awareness.setLocalStateField('user', { name: me.name ?? '', account: me.account })
  }, [pad, me])

  return (
    <Loaded query={row} what={t('draft.loading')}>
      {({ title, discarded }) => (
        <Page
          title={title}
          above={
            <Anchor component={Link} to={`/dao/${space}/drafts`} size="sm" c="dimmed" mb={8} display="inline-block">
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t('drafts.title')}
              </Group>
            </Anchor>
          }
          about={
            session !== null &&
            pad !== null && (
              <Group gap="lg" mt={6}>
                <SavedMark session={session} />
                <WhoIsHere awareness={pad.awareness} />
              </Group>
            )
          }
          actions={
            <>
              <Button
                component={Link}
                to={`/dao/${space}/drafts/${draft}/history`}
                variant="default"
                leftSection={<IconHistory size={16} aria-hidden />}
              >
                {t('history.link')}
              </Button>
              <Button leftSection={<IconSend size={16} aria-hidden />} disabled={session === null} onClick={goOn}>
                {t('draft.review')}
              </Button>
              <DraftMenu space={space} draft={draft} title={title} isDiscarded={discarded} />
            </>
          }
        >
          <Stack gap="xl">
            {discarded && <PutAway space={space} draft={draft} title={title} />}
            {error !== null && <ErrorNotice error={error} retry={again} />}
            {session === null && error === null && <Waiting what={t('draft.opening')} />}
            {session !== null && <UnsavedWords session={session} />}
            {pad !== null && <NewerVersion pad={pad} />}
            {pad?.readOnly === false && <SunkNotice pad={pad} nameOf={nameOf} />}
            {pad?.readOnly === false && <DraftEditor key={pad.clientId} pad={pad} title={title} />}
            <Payments
              payments={payments}
              change={change}
              add={() => change([...payments, emptyPayment()])}
              tokens={tokens}
              treasury={dao.data?.treasury ?? null}
              refused={refused}
            />
          </Stack>
          {session !== null && asks !== null && (
            <SubmitDialog
              key={title}
              space={space}
              draft={draft}
              title={title}
              asks={asks}
              session={session}
              opened={reviewing}
              onClose={review.close}
              onSubmitted={forget}
            />
          )}
        </Page>
      )}
    </Loaded>
  )
}
