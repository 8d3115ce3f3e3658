import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { useMoney } from '../useMoney.ts'
import { isReason, type Previewed } from './previewed.ts'

const looks = {
  ok: [IconCircleCheck, 'var(--for)'],
  fails: [IconCircleX, 'var(--against)'],
  unknown: [IconHelpCircle, 'var(--warn)'],
} as const

/** What the call would come to on the chain as it stands now, and what it takes at once. It holds nothing up: without a chain it says so. */
export const DryRun = ({ preview, dao }: { readonly preview: Previewed; readonly dao: string | null }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { say } = useMoney()
  const { data, isError } = useQuery(queries.bounties.preview.queryOptions({ input: preview, retry: false }))
  if (data === undefined && !isError) return null
  const outcome = data?.outcome ?? null
  const state = outcome === null ? 'unknown' : outcome.ok ? 'ok' : 'fails'
  const [Icon, color] = looks[state]
  const code = outcome?.reason ?? ''
  const reason = isReason(code) ? t(`bounties.dry.reason.${code}`) : code
  const takes = data !== undefined && BigInt(data.takes.amount) > 0n ? say(data.takes.token, data.takes.amount) : null
  return (
    <Group component="output" gap={7} wrap="nowrap" align="flex-start" aria-label={t('bounties.dry.title')}>
      <Icon size={17} color={color} aria-hidden style={{ marginTop: 2, flex: 'none' }} />
      <div>
        <Text size="sm">{t(`bounties.dry.${state}`, { reason })}</Text>
        {data?.loose === true && <Text size="sm">{t('bounties.dry.loose')}</Text>}
        {takes !== null && (
          <Text size="sm" c="dimmed">
            {dao === null ? t('bounties.dry.takes', { amount: takes }) : t('bounties.dry.takesOf', { amount: takes, name: dao })}
          </Text>
        )}
      </div>
    </Group>
  )
}
