import { Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import { useTokenWords } from '../../parts/TokenAmount.tsx'
import type { Dao } from '../dao/dao.ts'
import { TakeIn } from '../dao/TakeIn.tsx'
import { InviteDaoDialog } from './InviteDaoDialog.tsx'
import type { DaoSeat } from './joining.ts'

/** DAOs that ask for a seat or are offered one, and whether their members agreed. */
export const SeatList = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const words = useTokenWords()
  const query = useQuery(queries.confederations.seats.queryOptions({ input: { space: dao.space } }))
  const [taking, setTaking] = useState<DaoSeat | null>(null)
  const rows = query.data ?? []
  if (rows.length === 0) return null
  return (
    <Box component="section" aria-label={t('joining.seats')} px="md" pb="md">
      <Text size="sm" fw={600} mb={6}>
        {t('joining.seats')}
      </Text>
      <Stack gap="sm">
        {rows.map((row) => (
          <Group key={[row.account, row.power, row.shares].join('/')} justify="space-between" gap="xs">
            <Box style={{ minWidth: 0, flex: '1 1 10rem' }}>
              <Person account={row.account} name={row.name} size={24} />
              <Text size="xs" c="dimmed">
                {t('joining.seatTerms', { power: row.power, shares: row.shares })} ·{' '}
                {row.agreed ? t('joining.agreed') : t('joining.notAgreed')}
                {row.allows.length > 0 &&
                  ` · ${t('joining.allows', { amounts: row.allows.map((one) => words(BigInt(one.amount), one)).join(', ') })}`}
              </Text>
            </Box>
            <TakeIn
              dao={dao}
              decision={row.decision}
              name={row.name ?? shortAddress(row.account)}
              icon={<IconBuildingCommunity size={15} aria-hidden />}
              onTake={() => setTaking(row)}
            />
          </Group>
        ))}
      </Stack>
      {taking !== null && <InviteDaoDialog key={taking.account} dao={dao} seat={taking} onClose={() => setTaking(null)} />}
    </Box>
  )
}
