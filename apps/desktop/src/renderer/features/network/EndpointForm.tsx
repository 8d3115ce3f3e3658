import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { hostOf } from '../../format/hostOf.ts'
import { AddressForm } from './AddressForm.tsx'
import { endpointField } from './endpointField.ts'

/** Through which endpoint this node reaches its chain, and another one. Not shown where this machine keeps the chain itself. */
export const EndpointForm = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  if (status?.chain.movable !== true) return null
  const { name, state, rpcUrl } = status.chain
  return (
    <AddressForm
      title={t('endpoint.title')}
      field={{
        id: endpointField,
        label: t('endpoint.address'),
        description: t('endpoint.about'),
        placeholder: 'https://',
        maxLength: 2_048,
      }}
      go={t('endpoint.go')}
      waiting={t('endpoint.waiting')}
      act={(rpcUrl) => client.chain.chooseEndpoint({ rpcUrl })}
      done={({ from }) => t(`endpoint.from.${from}`)}
    >
      <Text size="sm">{t(`endpoint.state.${state}`, { name, host: hostOf(rpcUrl ?? '') })}</Text>
    </AddressForm>
  )
}
