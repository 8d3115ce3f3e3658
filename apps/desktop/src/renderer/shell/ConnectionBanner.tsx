import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { onDesktop } from '../api/findTransport.ts'
import { hasLostNode } from '../api/hasLostNode.ts'
import { useApi } from '../api/ApiContext.ts'
import { useConnection } from '../api/useConnection.ts'
import { useNow } from '../parts/useNow.ts'

/** By then a node that was only away for a moment has answered. */
const severalTimes = 4

/** Says when this page lost its own node: what is shown may be old then, and nothing can be done until it is back. */
export const ConnectionBanner = () => {
  const { t } = useTranslation()
  const { transport } = useApi()
  const connection = useConnection()
  const now = useNow(1_000)
  if (connection.state === 'open' || !hasLostNode(connection)) return null
  const isForLong = connection.state !== 'closed' && connection.attempt > severalTimes
  const seconds = connection.state === 'waiting' ? Math.max(0, Math.ceil((connection.retryAt - now) / 1_000)) : 0
  return (
    <Alert radius={0} color="amber" variant="light" icon={<IconPlugConnectedX size={18} />} title={t('connection.lost')} aria-live="polite">
      <Group justify="space-between">
        <Stack gap={4} flex="1 1 20rem">
          {connection.state === 'closed' ? (
            <Text size="sm">{t('connection.closed')}</Text>
          ) : (
            <>
              <Text size="sm">{t('connection.safe')}</Text>
              {isForLong && !onDesktop() && (
                <Text size="sm" fw={550}>
                  {t('connection.newLink')}
                </Text>
              )}
              {/* A reader would say each second of it. */}
              <Text size="sm" aria-hidden>
                {t('connection.trying', { count: seconds })}
              </Text>
            </>
          )}
        </Stack>
        {connection.state === 'waiting' && (
          <Button size="xs" variant="default" onClick={transport.reconnect}>
            {t('connection.now')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
