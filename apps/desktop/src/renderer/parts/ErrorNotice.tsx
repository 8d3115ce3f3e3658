import { Alert, Anchor, Button, Code, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { toDaomeshError } from '@daomesh/protocol'
import type { ErrorJson } from '@daomesh/protocol'

type ErrorNoticeProps = {
  readonly error: unknown
  readonly retry?: () => void
  /** It ends by itself, or waits for something: no alarm. */
  readonly waits?: boolean
}

const read = (error: unknown): ErrorJson => {
  const coded = typeof error === 'object' && error !== null && 'what' in error && 'safe' in error && 'todo' in error
  return coded ? (error as ErrorJson) : toDaomeshError(error).toJSON()
}

/** Where what is to be done can be done, for errors that have one such screen. */
const placeOf: Readonly<Record<string, '/transactions'>> = {
  // The balance of the account, and taking back what waits.
  TRANSACTION_FUNDS: '/transactions',
}

/** Nowhere on the screen itself. */
const ToPlace = ({ to }: { readonly to: '/transactions' }) => {
  const { t } = useTranslation()
  const here = useRouterState({ select: ({ location }) => location.pathname })
  return here === to ? null : (
    <Anchor component={Link} to={to} size="sm">
      {t('doctor.do.transactions')}
    </Anchor>
  )
}

/** Every failure in three sentences: what happened, what is safe, what to do. The code and its details for whoever helps. */
export const ErrorNotice = ({ error, retry, waits = false }: ErrorNoticeProps) => {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const { code, what, safe, todo, meta } = read(error)
  const details = Object.entries(meta ?? {})
  const place = placeOf[code]
  return (
    <Alert
      color={waits ? 'gray' : 'red'}
      variant="light"
      icon={waits ? <IconClockPause size={18} /> : <IconAlertTriangle size={18} />}
      title={what}
      role={waits ? 'status' : 'alert'}
    >
      <Stack gap={6}>
        {typeof meta?.['reason'] === 'string' && meta['reason'] !== '' && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('parts.errorReason', { reason: meta['reason'].slice(0, 300) })}
          </Text>
        )}
        <Text size="sm">{safe}</Text>
        <Text size="sm" fw={600}>
          {todo}
        </Text>
        <Group gap="sm" mt={2}>
          {place !== undefined && <ToPlace to={place} />}
          {retry !== undefined && (
            <Button size="xs" variant="default" onClick={retry}>
              {t('parts.retry')}
            </Button>
          )}
          <UnstyledButton fz="xs" c="dimmed" td="underline" aria-expanded={open} onClick={toggle}>
            {t('parts.errorDetails')}
          </UnstyledButton>
        </Group>
        <Collapse expanded={open}>
          <Code block fz="xs">
            {[code, ...details.map(([key, value]) => `${key}: ${String(value)}`)].join('\n')}
          </Code>
        </Collapse>
      </Stack>
    </Alert>
  )
}
