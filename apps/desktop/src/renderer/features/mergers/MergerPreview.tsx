import { Alert, Box, List, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { percentOf } from '../../format/percent.ts'
import { Person } from '../../parts/Person.tsx'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import { RulesInWords } from '../dao/RulesInWords.tsx'
import { bpsOf, fractionText, type Merger, totalOf } from './mergers.ts'

type PreviewProps = { readonly merger: Merger }
type Names = { readonly from: string; readonly into: string }

const namesOf = ({ from, into }: Merger): Names => ({
  from: from.name ?? shortAddress(from.dao),
  into: into.name ?? shortAddress(into.dao),
})

/** Why it would do nothing now, and what to do then. */
const Stale = ({ merger }: PreviewProps) => {
  const { t } = useTranslation()
  const { from, into } = namesOf(merger)
  const { stale, tokens } = merger
  const short = tokens.filter(({ token }) => stale.short.includes(token)).map(({ symbol, token }) => symbol || shortAddress(token))
  const whys = [
    ...(stale.from ? [t('mergers.stale.roster', { name: from })] : []),
    ...(stale.into ? [t('mergers.stale.roster', { name: into })] : []),
    ...short.map((token) => t('mergers.stale.short', { name: from, token })),
  ]
  if (whys.length === 0) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={t('mergers.stale.title')}>
      {whys.map((why) => (
        <Text key={why} size="sm">
          {why}
        </Text>
      ))}
      <Text size="sm">{t('mergers.stale.todo')}</Text>
    </Alert>
  )
}

const Seats = ({ merger, names }: PreviewProps & { readonly names: Names }) => {
  const { t, i18n } = useTranslation()
  const { members } = merger
  const [power, shares] = [totalOf(members, 'after', 'power'), totalOf(members, 'after', 'shares')]
  const seat = (row: { readonly power: string; readonly shares: string } | null) =>
    row === null ? t('mergers.noSeat') : t('mergers.seat', { power: row.power, shares: row.shares })
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('mergers.seats')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th>{t('mergers.before', { name: names.from })}</Table.Th>
            <Table.Th>{t('mergers.before', { name: names.into })}</Table.Th>
            <Table.Th ta="right">{t('mergers.power')}</Table.Th>
            <Table.Th ta="right">{t('mergers.shares')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((row) => (
            <Table.Tr key={row.account}>
              <Table.Td>
                <Person account={row.account} name={row.name} size={20} />
              </Table.Td>
              <Table.Td className="numbers">{seat(row.from)}</Table.Td>
              <Table.Td className="numbers">{seat(row.into)}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {t('mergers.part', { amount: row.after?.power ?? '0', percent: percentOf(bpsOf(row.after?.power, power), i18n.language) })}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {t('mergers.part', {
                  amount: row.after?.shares ?? '0',
                  percent: percentOf(bpsOf(row.after?.shares, shares), i18n.language),
                })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

const Treasuries = ({ merger, names }: PreviewProps & { readonly names: Names }) => {
  const { t } = useTranslation()
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('mergers.treasuries')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('mergers.holdsNow', { name: names.from })}</Table.Th>
            <Table.Th>{t('mergers.holdsNow', { name: names.into })}</Table.Th>
            <Table.Th>{t('mergers.pays')}</Table.Th>
            <Table.Th>{t('mergers.holdsThen', { name: names.into })}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {merger.tokens.map((row) => (
            <Table.Tr key={row.token}>
              {[row.fromHeld, row.intoHeld, row.pays, (BigInt(row.intoHeld) + BigInt(row.pays)).toString()].map((units, i) => (
                // The columns are fixed.
                // oxlint-disable-next-line react/no-array-index-key
                <Table.Td key={i}>
                  <TokenAmount units={units} of={row} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

/** What each could leave with: of both treasuries now, of one afterwards. */
const Worth = ({ merger }: PreviewProps) => {
  const { t } = useTranslation()
  const shown = merger.tokens.filter(({ parts }) => parts.some(({ before, after }) => before !== '0' || after !== '0'))
  if (shown.length === 0) return null
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('mergers.worth')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('mergers.worth')}</Table.Th>
            <Table.Th>{t('mergers.now')}</Table.Th>
            <Table.Th>{t('mergers.then')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.flatMap((token) =>
            token.parts.map(({ account, before, after }) => (
              <Table.Tr key={`${token.token} ${account}`}>
                <Table.Td>
                  <Person account={account} name={merger.members.find((row) => row.account === account)?.name ?? null} size={20} />
                </Table.Td>
                <Table.Td>
                  <TokenAmount units={before} of={token} />
                </Table.Td>
                <Table.Td>
                  <TokenAmount units={after} of={token} {...(before === after ? {} : { fw: 600 })} />
                </Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

/** What a merger comes to, by the chain now: seats, treasuries, what each could leave with, the rules that hold then, and why it would do nothing. */
export const MergerPreview = ({ merger }: PreviewProps) => {
  const { t } = useTranslation()
  const names = namesOf(merger)
  const { power, shares, pending, rules } = merger
  return (
    <Stack gap="md">
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {t('mergers.goes', names)}
        </Text>
        <Text size="sm">{t('mergers.weights', { ...names, power: fractionText(power), shares: fractionText(shares) })}</Text>
      </Stack>
      <Stale merger={merger} />
      <Seats merger={merger} names={names} />
      <Treasuries merger={merger} names={names} />
      <Worth merger={merger} />
      <Text size="xs" c="dimmed">
        {t('mergers.rest', names)}
      </Text>
      {pending.length > 0 && (
        <Box>
          <Text size="sm">{t('mergers.pending', { name: names.from })}</Text>
          <List size="sm">
            {pending.map(({ decision, title }) => (
              <List.Item key={decision}>{title}</List.Item>
            ))}
          </List>
        </Box>
      )}
      {rules !== null && (
        <details>
          <summary>
            <Text component="span" size="sm">
              {t('mergers.rules', names)}
            </Text>
          </summary>
          <RulesInWords rules={rules} members={merger.members.filter(({ after }) => after !== null).length} />
        </details>
      )}
    </Stack>
  )
}
