import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { hostOf } from '../../format/hostOf.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { endpointField } from './endpointField.ts'

/** Through which endpoint this node reaches its chain, and another one. Not shown where this machine keeps the chain itself. */
export const EndpointForm = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const [address, setAddress] = useState('')
  const choose = useMutation({ mutationFn: (rpcUrl: string) => client.chain.chooseEndpoint({ rpcUrl }), onSuccess: () => setAddress('') })
  if (status?.chain.movable !== true) return null
  const { name, state, rpcUrl } = status.chain
  return (
    <Section title={t('endpoint.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim() !== '') choose.mutate(address.trim())
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t(`endpoint.state.${state}`, { name, host: hostOf(rpcUrl ?? '') })}</Text>
          <TextInput
            id={endpointField}
            label={t('endpoint.address')}
            description={t('endpoint.about')}
            placeholder="https://"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            maxLength={2_048}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {choose.isPending && <Waiting what={t('endpoint.waiting')} />}
          {choose.error !== null && <ErrorNotice error={choose.error} />}
          {choose.isSuccess && (
            <Text size="sm" c="var(--for)" aria-live="polite">
              {t(`endpoint.from.${choose.data.from}`)}
            </Text>
          )}
          <Button
            type="submit"
            variant="default"
            loading={choose.isPending}
            disabled={address.trim() === ''}
            style={{ alignSelf: 'flex-end' }}
          >
            {t('endpoint.go')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
