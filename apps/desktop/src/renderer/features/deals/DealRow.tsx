import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { When } from '../../parts/When.tsx'
import { useMine } from '../bounties/useMine.ts'
import type { DealSummary } from './deals.ts'
import { DealPill } from './DealPill.tsx'

/** One deal in a list: with whom, and whether it waits for this member. */
export const DealRow = ({ row }: { readonly row: DealSummary }) => {
  const { t } = useTranslation()
  const { account: own } = useMine()
  const name = ({ name: known, account }: DealSummary['issuer']) => (account === own ? t('parts.you') : (known ?? shortAddress(account)))
  return (
    <Link to="/deals/$space" params={{ space: row.space }} className="row">
      <Group justify="space-between" gap="md" align="flex-start" style={{ rowGap: 4 }}>
        <Box style={{ minWidth: 0, flex: '1 1 22rem' }}>
          <Text fw={550} truncate>
            {row.title}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {t('deals.between', { issuer: name(row.issuer), hunter: name(row.hunter) })}
          </Text>
        </Box>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          {row.waits !== null && (
            <Text size="xs" fw={600} c="var(--warn)" style={{ whiteSpace: 'nowrap' }}>
              {t(`deals.waits.${row.waits}`)}
            </Text>
          )}
          {row.at > 0 && (
            <Box visibleFrom="sm">
              <When at={row.at} size="xs" />
            </Box>
          )}
          <DealPill status={row.status} />
        </Group>
      </Group>
    </Link>
  )
}
