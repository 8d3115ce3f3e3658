import { Anchor, Button, Divider, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { usePetnames } from '../../api/usePetnames.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { Face } from '../../parts/Face.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { PetnameButton } from '../petnames/PetnameButton.tsx'
import { AccountName } from './AccountName.tsx'
import { Amount } from './Amount.tsx'
import type { Chosen, EngagementRow, MeshAccount, MeshMap } from './mesh.ts'
import { Record } from './Record.tsx'

/** Engagements that a panel lists. */
const listed = 30

type PanelProps = { readonly chosen: Chosen; readonly data: MeshMap; readonly onChoose: (chosen: Chosen | null) => void }

const Engagement = ({ row, other }: { readonly row: EngagementRow; readonly other: React.ReactNode }) => {
  const { t } = useTranslation()
  return (
    <Stack gap={2} py={8}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
        <Anchor component={Link} to={`/bounties/${row.bounty}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {row.title ?? t('mesh.panel.untitled')}
        </Anchor>
        <Amount units={row.amount} of={row} fw={600} />
      </Group>
      {other}
      <Group gap={8}>
        <Text size="xs" c={row.state === 'objected' ? 'var(--warn)' : 'dimmed'}>
          {t(`mesh.state.${row.state}`)}
        </Text>
        <When at={Math.max(row.fundedAt, row.settledAt) * 1000} size="xs" />
      </Group>
    </Stack>
  )
}

const useName = (data: MeshMap) => {
  const known = new Map<string, MeshAccount>(data.accounts.map((one) => [one.account, one]))
  return (account: MeshAccount['account']): Pick<MeshAccount, 'account' | 'kind' | 'name'> =>
    known.get(account) ?? { account, kind: 'account', name: null }
}

const Engagements = ({ chosen, data, onChoose }: PanelProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const nameOf = useName(data)
  const of = chosen.kind === 'account' ? { payer: null, payee: null, either: chosen.account } : { ...chosen, either: null }
  const query = useQuery(
    queries.mesh.engagements.queryOptions({
      input: { payer: of.payer as never, payee: of.payee as never, either: of.either as never, limit: listed },
    }),
  )
  return (
    <Loaded query={query}>
      {({ rows, total }) => (
        <Stack gap={0} className="rows">
          {rows.map((row) => {
            const paysOther = chosen.kind === 'account' && row.payer === chosen.account
            const other = paysOther ? row.payee : row.payer
            return (
              <Engagement
                key={row.key}
                row={row}
                other={
                  <Group gap={6}>
                    <Text size="xs" c="dimmed">
                      {t(paysOther ? 'mesh.panel.worksFor' : 'mesh.panel.paidBy')}
                    </Text>
                    <AccountName account={nameOf(other)} size={16} onChoose={(account) => onChoose({ kind: 'account', account })} />
                  </Group>
                }
              />
            )
          })}
          {total > rows.length && (
            <Text size="xs" c="dimmed" py={8}>
              {t('mesh.panel.more', { count: total - rows.length })}
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  )
}

const Account = ({ account, data }: { readonly account: string; readonly data: MeshMap }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.mesh.account.queryOptions({ input: { account: account as never } }))
  const petnames = usePetnames()
  const power = data.power.filter(({ dao, member }) => dao === account || member === account)
  const nameOf = useName(data)
  return (
    <Loaded query={query}>
      {(page) => (
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Face address={page.account} size={38} square={page.kind === 'dao'} />
            <div style={{ minWidth: 0 }}>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {petnames.get(page.account) ?? page.name ?? t('mesh.panel.account')}
              </Text>
              {page.name !== null && petnames.has(page.account) && (
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {t('petname.callsItself', { name: page.name })}
                </Text>
              )}
              <Group gap={4} wrap="nowrap">
                <AddressText address={page.account} petname={false} />
                <PetnameButton account={page.account} />
              </Group>
            </div>
          </Group>
          <Record level={page.level} record={page.record} />
          {power.map((tie) => (
            <Group key={`${tie.dao}${tie.member}`} gap={6}>
              <Text size="sm" c="dimmed">
                {t(tie.member === account ? 'mesh.panel.votesIn' : 'mesh.panel.givesVotes', { power: tie.power, total: tie.total })}
              </Text>
              <AccountName account={nameOf(tie.member === account ? tie.dao : tie.member)} size={16} />
            </Group>
          ))}
          {page.space !== null && (
            <Anchor component={Link} to={`/dao/${page.space}`} size="sm">
              {t('market.card.yours')}
            </Anchor>
          )}
        </Stack>
      )}
    </Loaded>
  )
}

/** What is chosen, closely: an account with its record, or what goes between two; and the bounties that it consists of. */
export const MeshPanel = ({ chosen, data, onChoose }: PanelProps) => {
  const { t } = useTranslation()
  const nameOf = useName(data)
  return (
    <Section
      title={t(chosen.kind === 'account' ? 'mesh.panel.account' : 'mesh.panel.tie')}
      aside={
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={13} aria-hidden />}
          onClick={() => onChoose(null)}
        >
          {t('mesh.panel.close')}
        </Button>
      }
    >
      {chosen.kind === 'account' ? (
        <Account account={chosen.account} data={data} />
      ) : (
        <Stack gap={6}>
          <AccountName
            account={nameOf(chosen.payer as MeshAccount['account'])}
            onChoose={(account) => onChoose({ kind: 'account', account })}
          />
          <Text size="xs" c="dimmed">
            {t('mesh.panel.pays')}
          </Text>
          <AccountName
            account={nameOf(chosen.payee as MeshAccount['account'])}
            onChoose={(account) => onChoose({ kind: 'account', account })}
          />
        </Stack>
      )}
      <Divider my="sm" />
      <Engagements chosen={chosen} data={data} onChoose={onChoose} />
    </Section>
  )
}
