import { Stack, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Page } from '../../parts/Page.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { IdentityGate } from './IdentityGate.tsx'
import { JoinForm } from './JoinForm.tsx'

/** Joining by link or paste: first shows what one would join, and joins only then. */
export const JoinPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const linked = useSearch({ from: '/join' }).invite ?? ''
  const [text, setText] = useState(linked)
  const [invite] = useDebouncedValue(text.trim(), 250)
  const preview = useQuery(queries.lobbies.preview.queryOptions({ input: { invite }, enabled: invite !== '', retry: false, staleTime: 0 }))
  return (
    <Page title={t('join.title')} about={t('join.about')} narrow>
      <IdentityGate>
        <Stack gap="lg">
          <Stack className="card" p="xl" gap="md">
            <Textarea
              label={t('join.invite')}
              description={t('join.inviteAbout')}
              placeholder="daomesh://join#…"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              minRows={3}
              maxRows={6}
              maxLength={8192}
              spellCheck={false}
              autoComplete="off"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              data-autofocus
            />
            {invite !== '' && preview.isFetching && <Waiting what={t('join.reading')} />}
            {invite !== '' && preview.error !== null && <ErrorNotice error={preview.error} />}
          </Stack>
          {invite !== '' && preview.data !== undefined && preview.error === null && (
            <JoinForm key={invite} invite={invite} preview={preview.data} />
          )}
        </Stack>
      </IdentityGate>
    </Page>
  )
}
