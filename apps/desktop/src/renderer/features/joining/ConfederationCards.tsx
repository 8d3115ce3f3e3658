import { ether } from '@daomesh/protocol'
import { Anchor, Box, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { Sum } from '../bounties/Sum.tsx'
import type { Dao } from '../dao/dao.ts'
import { LeaveDaoDialog } from './LeaveDaoDialog.tsx'

type Row = Dao['memberRows'][number]
type Known = ReadonlyMap<string, Dao>

const part = (of: string, whole: string): number => (whole === '0' ? 0 : Number((BigInt(of) * 10_000n) / BigInt(whole)) / 10_000)

type MemberCardProps = { readonly outer: Dao; readonly row: Row; readonly inner: Dao | undefined }

/** A DAO among the members: what it holds here, and what its members are asked. */
const MemberCard = ({ outer, row, inner }: MemberCardProps) => {
  const { t, i18n } = useTranslation()
  const { queries } = useApi()
  const [leaving, setLeaving] = useState(false)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const name = row.name ?? shortAddress(row.account)
  const proposals = useQuery({
    ...queries.proposals.list.queryOptions({ input: { space: inner?.space ?? '' } }),
    enabled: inner !== undefined && !inner.locked && inner.standing === 'member',
  })
  const open = (proposals.data ?? []).filter(({ state }) => state === 'open')
  const holds = [
    [t('terms.power'), row.power, part(row.power, outer.totalPower)],
    [t('terms.shares'), row.shares, part(row.shares, outer.totalShares)],
  ] as const
  return (
    <Box className="card" p="md" component="article" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Person account={row.account} name={row.name} size={28} />
          {inner !== undefined && (
            <Anchor component={Link} to={`/dao/${inner.space}`} size="sm" style={{ flex: 'none' }}>
              {t('joining.openDao', { name })}
            </Anchor>
          )}
        </Group>
        <Group gap="xl">
          {holds.map(([label, amount, of]) => (
            <Stack key={label} gap={0}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text className="numbers" fw={600}>
                {t('joining.holds', { amount, part: percent.format(of) })}
              </Text>
            </Stack>
          ))}
        </Group>
        {inner === undefined ? (
          <Text size="sm" c="dimmed">
            {t('nested.elsewhere')}
          </Text>
        ) : (
          <Stack gap={4}>
            <Text size="sm" fw={600}>
              {t('joining.openQuestions', { count: open.length })}
            </Text>
            {open.slice(0, 4).map(({ decision, title }) => (
              <Anchor key={decision} component={Link} to={`/dao/${inner.space}/proposals/${decision}`} size="sm" truncate>
                {title}
              </Anchor>
            ))}
          </Stack>
        )}
        {inner?.standing === 'member' && row.shares !== '0' && (
          <Group>
            <Button
              size="xs"
              variant="default"
              onClick={() => setLeaving(true)}
              aria-label={t('joining.leaveNamed', { name, outer: outer.name })}
            >
              {t('joining.leave')}
            </Button>
          </Group>
        )}
      </Stack>
      {leaving && inner !== undefined && <LeaveDaoDialog as={inner} outer={outer} shares={row.shares} onClose={() => setLeaving(false)} />}
    </Box>
  )
}

const Confederation = ({ outer, known }: { readonly outer: Dao; readonly known: Known }) => {
  const { t } = useTranslation()
  const daos = outer.memberRows.filter(({ kind, removed }) => kind === 'contract' && !removed)
  return (
    <Section
      title={outer.name}
      aside={
        <Group gap="md" wrap="nowrap">
          {outer.treasury !== null && (
            <Text size="sm" c="dimmed" component="div">
              {t('joining.treasury')} <Sum size="sm" token={ether} units={outer.treasury} />
            </Text>
          )}
          <Anchor component={Link} to={`/dao/${outer.space}`} size="sm">
            {t('joining.openDao', { name: outer.name })}
          </Anchor>
        </Group>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('joining.membersAre', {
            daos: t('joining.daoCount', { count: daos.length }),
            people: t('joining.peopleCount', {
              count: outer.memberRows.filter(({ kind, removed }) => kind === 'key' && !removed).length,
            }),
          })}
        </Text>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {daos.map((row) => (
            <MemberCard key={row.account} outer={outer} row={row} inner={known.get(row.account)} />
          ))}
        </SimpleGrid>
      </Stack>
    </Section>
  )
}

/** DAOs of DAOs that this member is in, by a seat or through a DAO: who they are made of, and what is asked there. */
export const ConfederationCards = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.daos.list.queryOptions())
  const details = useQueries({
    queries: (query.data ?? []).map(({ space }) => queries.daos.get.queryOptions({ input: { space } })),
  })
  const known: Known = new Map(details.flatMap(({ data }) => (data === undefined ? [] : [[data.dao, data] as const])))
  return (
    <Loaded query={query} what={t('joining.reading')}>
      {() => {
        const outers = [...known.values()].filter(({ memberRows }) =>
          memberRows.some(({ kind, removed }) => kind === 'contract' && !removed),
        )
        return outers.length === 0 ? (
          <Box className="card">
            <Nothing
              icon={<IconBuildingCommunity size={28} stroke={1.5} />}
              title={t('joining.noneTitle')}
              teach={t('joining.noneTeach')}
            />
          </Box>
        ) : (
          <Stack gap="xl">
            {outers.map((outer) => (
              <Confederation key={outer.space} outer={outer} known={known} />
            ))}
          </Stack>
        )
      }}
    </Loaded>
  )
}
