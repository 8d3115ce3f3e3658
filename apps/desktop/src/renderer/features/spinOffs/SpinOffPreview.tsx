import { Alert, Box, List, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { percentOf } from '../../format/percent.ts'
import { Person } from '../../parts/Person.tsx'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import { RulesInWords } from '../dao/RulesInWords.tsx'

export type SpinOff = InferClientOutputs<NodeClient>['spinOffs']['preview']
type Seat = SpinOff['stayers'][number]
/** `asked`: it is put to the vote, so that it matters who said Yes. */
type PreviewProps = { readonly spinOff: SpinOff; readonly asked: boolean }

const sumOf = (rows: readonly Seat[], of: 'power' | 'shares'): bigint => rows.reduce((sum, row) => sum + BigInt(row[of]), 0n)

/** Everybody, before and after: who goes has the same power and shares in the new DAO, and another part of all. */
const Seats = ({ spinOff, asked }: PreviewProps) => {
  const { t, i18n } = useTranslation()
  const { leavers, stayers } = spinOff
  const part = (amount: string, all: bigint) => percentOf(all === 0n ? 0 : Number((BigInt(amount) * 10_000n) / all), i18n.language)
  const all = [...leavers, ...stayers]
  const rows = [
    ...leavers.map((row) => ({ row, later: leavers as readonly Seat[], goes: true, yes: row.yes })),
    ...stayers.map((row) => ({ row, later: stayers, goes: false, yes: false })),
  ]
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('spinOffs.seats')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th>{t('spinOffs.where')}</Table.Th>
            <Table.Th ta="right">{t('terms.power')}</Table.Th>
            <Table.Th ta="right">{t('terms.shares')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ row, later, goes, yes }) => (
            <Table.Tr key={row.account}>
              <Table.Td>
                <Person account={row.account} name={row.name} size={20} />
              </Table.Td>
              <Table.Td>
                {t(goes ? 'spinOffs.goes' : 'spinOffs.stays', { name: spinOff.name })}
                {goes && asked && (
                  <Text size="sm" c={yes ? 'var(--for)' : 'var(--warn)'}>
                    {yes && <IconCheck size={14} aria-hidden />} {t(yes ? 'spinOffs.yes' : 'spinOffs.noYes')}
                  </Text>
                )}
              </Table.Td>
              {(['power', 'shares'] as const).map((of) => (
                <Table.Td key={of} ta="right" className="numbers">
                  {t('spinOffs.part', { amount: row[of], before: part(row[of], sumOf(all, of)), after: part(row[of], sumOf(later, of)) })}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

const Money = ({ spinOff }: { readonly spinOff: SpinOff }) => {
  const { t } = useTranslation()
  if (spinOff.tokens.length === 0) return null
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('spinOffs.treasury')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('spinOffs.held')}</Table.Th>
            <Table.Th>{t('spinOffs.along', { name: spinOff.name })}</Table.Th>
            <Table.Th>{t('spinOffs.rest')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {spinOff.tokens.map((row) => (
            <Table.Tr key={row.token}>
              <Table.Td>
                <TokenAmount units={row.held} of={row} />
              </Table.Td>
              <Table.Td>
                <TokenAmount units={row.goes} of={row} fw={600} />
              </Table.Td>
              <Table.Td>
                <TokenAmount units={(BigInt(row.held) - BigInt(row.goes)).toString()} of={row} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

const Stale = ({ spinOff }: { readonly spinOff: SpinOff }) => {
  const { t } = useTranslation()
  const { leavers, diluted } = spinOff.stale
  if (leavers.length === 0 && !diluted) return null
  const named = leavers.map((account) => spinOff.leavers.find((row) => row.account === account)?.name ?? shortAddress(account)).join(', ')
  return (
    <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('spinOffs.stale.title')}>
      {leavers.length > 0 && <Text size="sm">{t('spinOffs.stale.leavers', { names: named })}</Text>}
      {diluted && <Text size="sm">{t('spinOffs.stale.diluted')}</Text>}
      <Text size="sm">{t('spinOffs.stale.todo')}</Text>
    </Alert>
  )
}

/** What a spin-off comes to, by the chain now: seats and their parts, what goes along and what stays, the rules of the new DAO, and why it would do nothing. */
export const SpinOffPreview = ({ spinOff, asked }: PreviewProps) => {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <Stale spinOff={spinOff} />
      <Seats spinOff={spinOff} asked={asked} />
      <Money spinOff={spinOff} />
      <Text size="xs" c="dimmed">
        {t('spinOffs.means')}
      </Text>
      {spinOff.pending.length > 0 && (
        <Box>
          <Text size="sm">{t('spinOffs.pending')}</Text>
          <List size="sm">
            {spinOff.pending.map(({ decision, title }) => (
              <List.Item key={decision}>{title}</List.Item>
            ))}
          </List>
        </Box>
      )}
      <details>
        <summary>
          <Text component="span" size="sm">
            {t('spinOffs.rules', { name: spinOff.name })}
          </Text>
        </summary>
        <RulesInWords rules={spinOff.rules} members={spinOff.leavers.length} />
      </details>
    </Stack>
  )
}
