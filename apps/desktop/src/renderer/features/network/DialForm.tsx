import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'

export const DialForm = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [address, setAddress] = useState('')
  const dial = useMutation({ mutationFn: (to: string) => client.network.dial({ address: to }), onSuccess: () => setAddress('') })
  return (
    <Section title={t('dial.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim() !== '') dial.mutate(address.trim())
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('dial.address')}
            description={t('dial.about')}
            placeholder="/ip4/192.168.1.20/tcp/4001/p2p/…"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            maxLength={300}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {dial.isPending && <Waiting what={t('dial.waiting')} />}
          {dial.error !== null && <ErrorNotice error={dial.error} />}
          {dial.isSuccess && (
            <Text size="sm" c="var(--for)" aria-live="polite">
              {t('dial.done')}
            </Text>
          )}
          <Button
            type="submit"
            variant="default"
            loading={dial.isPending}
            disabled={address.trim() === ''}
            style={{ alignSelf: 'flex-end' }}
          >
            {t('dial.go')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
