import { NumberInput, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import type { Lobby } from './foundingStage.ts'

export type Seat = { readonly account: string; readonly power: number; readonly shares: number }

type SeatTableProps = { readonly lobby: Lobby; readonly seats: readonly Seat[]; readonly change: (seat: Seat) => void }

const limits = { power: 1_000_000, shares: 1_000_000_000 } as const

/** Power votes, shares own: two numbers per member, with what they come to. */
export const SeatTable = ({ lobby, seats, change }: SeatTableProps) => {
  const { t, i18n } = useTranslation()
  const all = seats.reduce((sum, { shares }) => sum + shares, 0)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing="md" verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th w={112}>{t('terms.power')}</Table.Th>
            <Table.Th w={130}>{t('terms.shares')}</Table.Th>
            <Table.Th w={80} ta="right">
              {t('terms.owns')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {seats.map((seat) => {
            const member = lobby.members.find(({ account }) => account === seat.account)
            const called = member?.name ?? lobby.daos.find(({ account }) => account === seat.account)?.name ?? null
            const name = called ?? shortAddress(seat.account)
            return (
              <Table.Tr key={seat.account}>
                <Table.Td className="who">
                  <Person account={seat.account} name={called} self={member?.self ?? false} />
                </Table.Td>
                {(['power', 'shares'] as const).map((field) => (
                  <Table.Td key={field}>
                    <NumberInput
                      size="xs"
                      aria-label={t(`terms.${field}Of`, { name })}
                      value={seat[field]}
                      onChange={(value) => change({ ...seat, [field]: typeof value === 'number' ? value : 0 })}
                      min={0}
                      max={limits[field]}
                      allowDecimal={false}
                      allowNegative={false}
                      clampBehavior="strict"
                    />
                  </Table.Td>
                ))}
                <Table.Td ta="right">
                  <Text size="sm" c="dimmed" className="numbers">
                    {percent.format(all === 0 ? 0 : seat.shares / all)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
