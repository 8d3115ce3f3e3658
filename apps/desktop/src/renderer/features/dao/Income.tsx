import { toDaomeshError } from '@daomesh/protocol'
import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { Dao } from './dao.ts'
import { incomeInWords } from './incomeInWords.ts'

/** The chain's own coin in lists of tokens. */
const ether = `0x${'0'.repeat(40)}`

/** What lies in the inbox, who would get what of it now, and what waits for oneself. */
export const Income = ({ dao }: { readonly dao: Dao }) => {
  const { t, i18n } = useTranslation()
  const { client, queries } = useApi()
  const { space } = dao
  const query = useQuery(queries.income.get.queryOptions({ input: { space, tokens: [ether] }, retry: false }))
  const distribute = useCommand(client.income.distribute)
  const claim = useCommand(client.income.claim)
  const row = query.data?.rows[0]
  // Nothing to show where the DAO's factory makes no inboxes.
  if (query.error !== null && toDaomeshError(query.error).code === 'INPUT_INVALID') return null
  const lies = row !== undefined && row.income !== '0'
  const error = distribute.error ?? claim.error
  return (
    <Section title={t('income.title')}>
      <Stack gap="md">
        {row === undefined && <Text c="dimmed">{t(query.error === null ? 'parts.loading' : 'income.unknown')}</Text>}
        {lies && <Ether wei={row.income} size="1.6rem" fw={600} />}
        {query.data !== undefined && (
          <Text size="sm" c="dimmed">
            {incomeInWords(t, query.data.incomeBps, i18n.language)}
          </Text>
        )}
        {lies && (
          <Table aria-label={t('income.split')} withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
            <Table.Tbody>
              <Table.Tr>
                <Table.Th fw={400}>{t('dao.treasury')}</Table.Th>
                <Table.Td ta="right">
                  <Ether wei={row.toTreasury} />
                </Table.Td>
              </Table.Tr>
              {row.parts.map(({ account, name, amount, self }) => (
                <Table.Tr key={account}>
                  <Table.Th fw={400}>
                    <Person account={account} name={name} self={self} size={20} />
                  </Table.Th>
                  <Table.Td ta="right">
                    <Ether wei={amount} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {lies && (
          <Group gap="xs">
            <Button
              variant="default"
              disabled={dao.deployed !== 'final'}
              loading={distribute.isPending}
              onClick={() => distribute.mutate({ space, token: ether })}
            >
              {t('income.distribute')}
            </Button>
          </Group>
        )}
        {row !== undefined && row.myCredit !== '0' && (
          <Group gap="xs">
            <Text size="sm">{t('income.waits')}</Text>
            <Ether wei={row.myCredit} fw={600} />
            <Button size="xs" loading={claim.isPending} onClick={() => claim.mutate({ space, token: ether, recipient: null })}>
              {t('income.claim')}
            </Button>
          </Group>
        )}
        {(distribute.isPending || claim.isPending) && <SigningNotice what={t('income.waiting')} />}
        {error !== null && <ErrorNotice error={error} />}
        {query.data !== undefined && (
          <Text size="sm" c="dimmed">
            {t('income.address')} <AddressText address={query.data.inbox} />
          </Text>
        )}
      </Stack>
    </Section>
  )
}
