import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BountySummary } from './bounties.ts'
import { BountyPill } from './BountyPill.tsx'
import { roleOf } from './stageOf.ts'
import { Sum } from './Sum.tsx'
import type { Mine } from './useMine.ts'
import { useNamed } from './useNamed.ts'
import { useStateWords } from './useStateWords.ts'

/** One bounty in a list: who pays whom how much, and where it stands in words. */
export const BountyRow = ({ row, mine }: { readonly row: BountySummary; readonly mine: Mine }) => {
  const { t } = useTranslation()
  const named = useNamed()
  const say = useStateWords()
  return (
    <Link to="/bounties/$bounty" params={{ bounty: row.bounty }} className="row">
      <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
        <Box style={{ minWidth: 0 }}>
          <Text fw={550} truncate>
            <bdi>{row.title}</bdi>
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {t('bounties.between', { issuer: named(row.issuer), hunter: named(row.hunter) })}
          </Text>
          <Text size="sm" mt={2}>
            {say(row, roleOf(row, mine.all))}
          </Text>
        </Box>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          <Box visibleFrom="sm">
            <Sum token={row.token} units={row.amount} fw={600} />
          </Box>
          <BountyPill row={row} />
        </Group>
      </Group>
    </Link>
  )
}
