import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconDroplet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** Who holds less can hardly try anything out. In wei. */
const little = 10n ** 18n

/** On a sandbox chain whoever holds little gets some for nothing; nothing elsewhere. */
export const Faucet = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const address = status?.account ?? ''
  const { data: balance } = useQuery(queries.chain.balance.queryOptions({ input: { address }, enabled: address !== '' }))
  const faucet = useCommand(client.chain.faucet)
  if (status?.chain.sandbox !== true || balance === undefined || BigInt(balance.wei) >= little) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDroplet size={16} aria-hidden />}
        loading={faucet.isPending}
        onClick={() => faucet.mutate({})}
      >
        {t('deploy.faucet')}
      </Button>
      {faucet.error !== null && <ErrorNotice error={faucet.error} />}
    </>
  )
}
