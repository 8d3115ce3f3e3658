import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconArrowsExchange, IconLink, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { EnterDealDialog } from '../deals/EnterDealDialog.tsx'
import { OpenPartnershipDialog } from './OpenPartnershipDialog.tsx'
import { PartnershipPill } from './PartnershipPill.tsx'
import type { PartnershipSummary } from './partnerships.ts'

const Row = ({ row }: { readonly row: PartnershipSummary }) => {
  const { t } = useTranslation()
  const [issuer, hunter] = [row.issuer, row.hunter].map(({ name, account }) => name ?? shortAddress(account))
  return (
    <Link to="/confederation/partnerships/$space" params={{ space: row.space }} className="row">
      <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
        <Box style={{ minWidth: 0 }}>
          <Text fw={550} truncate>
            {row.title}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {row.now === null
              ? t('partnerships.between', { issuer, hunter })
              : t('partnerships.powers', { issuer, hunter, issuerGives: row.now.issuerGives, hunterGives: row.now.hunterGives })}
          </Text>
        </Box>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          {row.waits !== null && (
            <Text size="xs" fw={600} c="var(--warn)" style={{ whiteSpace: 'nowrap' }}>
              {t(`partnerships.waits.${row.waits}`)}
            </Text>
          )}
          <PartnershipPill status={row.status} />
        </Group>
      </Group>
    </Link>
  )
}

/** Partnerships of this account's DAOs, the newest first. */
export const PartnershipList = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.partnerships.list.queryOptions())
  const [opening, open] = useDisclosure(false)
  const [entering, enter] = useDisclosure(false)
  return (
    <Stack gap="md">
      <Group justify="flex-end">
        <Button variant="default" leftSection={<IconLink size={16} aria-hidden />} onClick={enter.open}>
          {t('deals.enter.open')}
        </Button>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open.open}>
          {t('partnerships.open.open')}
        </Button>
      </Group>
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing
                icon={<IconArrowsExchange size={28} stroke={1.5} />}
                title={t('partnerships.noneTitle')}
                teach={t('partnerships.noneTeach')}
              />
            ) : (
              <div className="rows">
                <Portions rows={rows}>{(row) => <Row key={row.space} row={row} />}</Portions>
              </div>
            )}
          </div>
        )}
      </Loaded>
      {opening && <OpenPartnershipDialog onClose={open.close} />}
      {entering && <EnterDealDialog onClose={enter.close} />}
    </Stack>
  )
}
