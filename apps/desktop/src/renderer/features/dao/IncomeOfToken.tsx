import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
import type { Dao, IncomeAnswer } from './dao.ts'

type IncomeOfTokenProps = { readonly dao: Dao; readonly row: IncomeAnswer['rows'][number]; readonly of: TokenRow }

/** What of one token lies in the inbox, who would get what of it now, and what waits for oneself; nothing where there is neither. */
export const IncomeOfToken = ({ dao, row, of }: IncomeOfTokenProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { space } = dao
  const { token } = row
  const distribute = useCommand(client.income.distribute)
  const claim = useCommand(client.income.claim)
  const lies = row.income !== '0'
  const error = distribute.error ?? claim.error
  return (
    <>
      {lies && <TokenAmount units={row.income} of={of} size="1.6rem" fw={600} />}
      {lies && (
        <Table aria-label={t('income.split')} withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th fw={400}>{t('dao.treasury')}</Table.Th>
              <Table.Td ta="right">
                <TokenAmount units={row.toTreasury} of={of} />
              </Table.Td>
            </Table.Tr>
            {row.parts.map(({ account, name, amount, self }) => (
              <Table.Tr key={account}>
                <Table.Th fw={400} className="who">
                  <Person account={account} name={name} self={self} size={20} />
                </Table.Th>
                <Table.Td ta="right">
                  <TokenAmount units={amount} of={of} />
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
            onClick={() => distribute.mutate({ space, token })}
          >
            {t('income.distribute')}
          </Button>
        </Group>
      )}
      {row.myCredit !== '0' && (
        <Stack gap={6}>
          <Text size="sm">{t('income.waits')}</Text>
          <Group gap="xs">
            <TokenAmount units={row.myCredit} of={of} fw={600} />
            <Button size="xs" loading={claim.isPending} onClick={() => claim.mutate({ space, token, recipient: null })}>
              {t('income.claim')}
            </Button>
          </Group>
        </Stack>
      )}
      {(distribute.isPending || claim.isPending) && <SigningNotice what={t('income.waiting')} />}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
