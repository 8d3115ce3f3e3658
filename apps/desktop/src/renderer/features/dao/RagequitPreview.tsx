import { Alert, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { TokenAmount, tokenName } from '../../parts/TokenAmount.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
import type { RagequitAnswer } from './dao.ts'

type RagequitPreviewProps = {
  readonly preview: RagequitAnswer
  readonly tokens: readonly TokenRow[]
  /** The name of the DAO that leaves; without one it is the person who reads this. */
  readonly dao?: string
}

/** What one would get, whether it would go, and what it does to decisions under way. */
export const RagequitPreview = ({ preview, tokens, dao }: RagequitPreviewProps) => {
  const { t } = useTranslation()
  const rowOf = (token: string): TokenRow => tokens.find((row) => row.token === token) ?? { token, symbol: '', decimals: null }
  const { fails, payouts, pending } = preview
  return (
    <>
      <Stack gap={6} p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }} aria-live="polite">
        <Text size="sm" fw={600}>
          {dao === undefined ? t('ragequit.youGet') : t('ragequit.daoGets', { name: dao })}
        </Text>
        {payouts.map(({ token, amount, income, error }) =>
          error !== null ? (
            <Text key={token} size="sm" c="var(--warn)">
              {t('ragequit.unreadable', { token: shortAddress(token) })}
            </Text>
          ) : (
            <Stack key={token} gap={2}>
              <TokenAmount units={amount} of={rowOf(token)} size="lg" fw={600} />
              {income !== '0' && (
                <Group gap={6}>
                  <Text size="sm">{t(dao === undefined ? 'ragequit.income' : 'ragequit.daoIncome')}</Text>
                  <TokenAmount units={income} of={rowOf(token)} fw={600} />
                </Group>
              )}
            </Stack>
          ),
        )}
        {payouts.length === 0 && <Text size="sm">{t('ragequit.nothing')}</Text>}
        <Text size="sm" c="dimmed">
          {t('ragequit.forShares', { shares: preview.shares })}
        </Text>
      </Stack>
      {fails !== null && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={t('ragequit.fails')}>
          {fails.token === null
            ? t('ragequit.failsWhy', { reason: fails.reason })
            : t(dao === undefined ? 'ragequit.failsToken' : 'ragequit.daoFailsToken', {
                name: tokenName(rowOf(fails.token)),
                token: shortAddress(fails.token),
              })}
        </Alert>
      )}
      {pending.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t('ragequit.pending')}
          </Text>
          <List size="sm" spacing={2}>
            {pending.flatMap(({ decision, title, effects }) =>
              effects.map((effect) => (
                <List.Item key={`${decision}${effect}`}>
                  {effect === 'ballotLost' && dao !== undefined
                    ? t('ragequit.effect.daoBallotLost', { title, name: dao })
                    : t(`ragequit.effect.${effect}`, { title })}
                </List.Item>
              )),
            )}
          </List>
        </Stack>
      )}
    </>
  )
}
