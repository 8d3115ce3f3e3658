import { Pagination, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { AccountName } from './AccountName.tsx'
import { Amount } from './Amount.tsx'
import { type Chosen, countOf, type MeshAccount, type MeshMap, stateOf } from './mesh.ts'

const perPage = 20

type PagedProps<T> = {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly T[]
  readonly renderRow: (one: T) => ReactNode
}

const Paged = <T,>({ title, head, rows, renderRow }: PagedProps<T>) => {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  const at = Math.min(page, pages)
  return (
    <Section title={title} padded={false}>
      <Table.ScrollContainer minWidth={640}>
        <Table aria-label={title} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              {head.map((name) => (
                <Table.Th key={name} fw={600} fz="xs">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{rows.slice((at - 1) * perPage, at * perPage).map(renderRow)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pages > 1 && (
        <Pagination
          p="sm"
          size="sm"
          total={pages}
          value={at}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': t(`market.page.${control}`) })}
          getItemProps={(number) => ({ 'aria-label': t('market.page.number', { number }) })}
        />
      )}
    </Section>
  )
}

type MeshTableProps = { readonly data: MeshMap; readonly onChoose: (chosen: Chosen) => void }

/** The mesh in rows: everything that the picture shows. */
export const MeshTable = ({ data, onChoose }: MeshTableProps) => {
  const { t } = useTranslation()
  const known = new Map(data.accounts.map((one) => [one.account, one]))
  const tokens = new Map(data.tokens.map((one) => [one.token, one]))
  const nameOf = (account: string): Pick<MeshAccount, 'account' | 'kind' | 'name'> =>
    known.get(account as MeshAccount['account']) ?? { account: account as MeshAccount['account'], kind: 'account', name: null }
  const choose = (account: string): void => onChoose({ kind: 'account', account })
  return (
    <Stack gap="xl">
      <Paged
        title={t('mesh.table.accounts')}
        head={[t('mesh.table.who'), t('mesh.table.row'), t('mesh.table.level'), t('mesh.table.hunted'), t('mesh.table.issued')]}
        rows={data.accounts.toSorted((a, b) => b.row - a.row || b.hunted + b.issued - a.hunted - a.issued)}
        renderRow={(one) => (
          <Table.Tr key={one.account}>
            <Table.Td>
              <AccountName account={one} onChoose={choose} />
            </Table.Td>
            <Table.Td className="numbers">{one.row}</Table.Td>
            <Table.Td className="numbers">{one.level ?? t('mesh.none')}</Table.Td>
            <Table.Td className="numbers">{one.hunted}</Table.Td>
            <Table.Td className="numbers">{one.issued}</Table.Td>
          </Table.Tr>
        )}
      />
      <Paged
        title={t('mesh.table.ties')}
        head={[
          t('mesh.table.pays'),
          t('mesh.table.works'),
          t('mesh.table.bounties'),
          t('mesh.table.state'),
          t('mesh.table.agreed'),
          t('mesh.table.paid'),
          t('mesh.table.latest'),
        ]}
        rows={data.ties}
        renderRow={(tie) => {
          const words = tokens.get(tie.token) ?? { token: tie.token, symbol: '', decimals: null, known: false }
          return (
            <Table.Tr key={`${tie.payer}${tie.payee}${tie.token}`}>
              <Table.Td>
                <AccountName account={nameOf(tie.payer)} onChoose={choose} />
              </Table.Td>
              <Table.Td>
                <AccountName account={nameOf(tie.payee)} onChoose={choose} />
              </Table.Td>
              <Table.Td className="numbers">{countOf(tie)}</Table.Td>
              <Table.Td>
                {t(`mesh.state.${stateOf(tie)}`)}
                {tie.washed && (
                  <Text size="xs" c="dimmed">
                    {t('mesh.washed')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Amount units={tie.amount} of={words} />
              </Table.Td>
              <Table.Td>
                <Amount units={tie.paid} of={words} />
              </Table.Td>
              <Table.Td>
                <When at={tie.latest * 1000} />
              </Table.Td>
            </Table.Tr>
          )
        }}
      />
    </Stack>
  )
}
