import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressForm } from './AddressForm.tsx'

/** Connects to a peer that others told the address of. */
export const DialForm = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  return (
    <AddressForm
      title={t('dial.title')}
      field={{ label: t('dial.address'), description: t('dial.about'), placeholder: '/ip4/192.168.1.20/tcp/4001/p2p/…', maxLength: 300 }}
      go={t('dial.go')}
      waiting={t('dial.waiting')}
      act={(address) => client.network.dial({ address })}
      done={() => t('dial.done')}
    />
  )
}
