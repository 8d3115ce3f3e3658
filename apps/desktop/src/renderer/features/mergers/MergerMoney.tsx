import { Box, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import type { Merger, MergerNames } from './mergers.ts'

type SceneProps = { readonly merger: Merger; readonly names: MergerNames }

const Cell = ({ units, of }: { readonly units: string; readonly of: Merger['tokens'][number] }) => (
  <Table.Td>
    <TokenAmount units={units} of={of} />
  </Table.Td>
)

const Treasuries = ({ merger, names }: SceneProps) => {
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
              <Cell units={row.fromHeld} of={row} />
              <Cell units={row.intoHeld} of={row} />
              <Cell units={row.pays} of={row} />
              <Cell units={(BigInt(row.intoHeld) + BigInt(row.pays)).toString()} of={row} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}

const Paid = ({ merger, names }: SceneProps) => {
  const { t } = useTranslation()
  const paid = merger.tokens.filter(({ pays }) => pays !== '0')
  if (paid.length === 0) return null
  return (
    <Text size="sm">
      {t('mergers.paid', names)}{' '}
      {paid.map((row) => (
        <TokenAmount key={row.token} units={row.pays} of={row} fw={600} />
      ))}
    </Text>
  )
}

/** What each could leave with: of both treasuries now, of one afterwards. */
const Worth = ({ merger }: Pick<SceneProps, 'merger'>) => {
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

/** What moves: both treasuries and everybody's part of them before and after; of what is past, only what was to be paid. */
export const MergerMoney = ({ merger, names, past }: SceneProps & { readonly past: boolean }) =>
  past ? (
    <Paid merger={merger} names={names} />
  ) : (
    <>
      <Treasuries merger={merger} names={names} />
      <Worth merger={merger} />
    </>
  )
