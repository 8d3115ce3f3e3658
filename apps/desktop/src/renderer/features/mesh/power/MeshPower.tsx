import { Badge, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconTopologyStarRing3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { Loaded } from '../../../parts/Loaded.tsx'
import { Nothing } from '../../../parts/Nothing.tsx'
import { Section } from '../../../parts/Section.tsx'
import { AccountName } from '../AccountName.tsx'
import type { PowerWeb } from '../mesh.ts'

type PowerProps = { readonly web: PowerWeb; readonly onChoose: (account: string) => void }

const useNamed = (web: PowerWeb) => {
  const known = new Map(web.daos.map((one) => [one.account, one]))
  return (account: PowerWeb['daos'][number]['account']) =>
    known.get(account) ?? { account, kind: 'dao' as const, name: null, space: null, cluster: null }
}

/** DAOs that are tied to each other more than to the rest. */
const Clusters = ({ web, onChoose }: PowerProps) => {
  const { t } = useTranslation()
  const named = useNamed(web)
  return (
    <Section title={t('mesh.power.clusters')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(web.clusters.length === 0 ? 'mesh.power.noClusters' : 'mesh.power.clustersAbout')}
        </Text>
        {web.clusters.map(({ cluster, daos, inside }) => (
          <Group key={cluster} gap="sm">
            <Badge variant="light" tt="none">
              {t('mesh.power.cluster', { cluster })}
            </Badge>
            {daos.map((dao) => (
              <AccountName key={dao} account={named(dao)} onChoose={onChoose} />
            ))}
            <Text size="xs" c="dimmed" className="numbers">
              {t('mesh.power.inside', { percent: Math.round(inside / 100) })}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

const Ties = ({ web, onChoose }: PowerProps) => {
  const { t } = useTranslation()
  const named = useNamed(web)
  const head = ['who', 'where', 'power', 'share', 'kind', 'cluster'] as const
  return (
    <Section title={t('mesh.power.ties')} padded={false}>
      <Table.ScrollContainer minWidth={640}>
        <Table aria-label={t('mesh.power.ties')} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              {head.map((name) => (
                <Table.Th key={name} fw={600} fz="xs">
                  {t(`mesh.power.head.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {web.ties.map(({ dao, member, power, total, share, mutual }) => (
              <Table.Tr key={`${dao} ${member}`}>
                <Table.Td>
                  <AccountName account={named(member)} onChoose={onChoose} />
                </Table.Td>
                <Table.Td>
                  <AccountName account={named(dao)} onChoose={onChoose} />
                </Table.Td>
                <Table.Td className="numbers">{t('mesh.power.of', { power, total })}</Table.Td>
                <Table.Td className="numbers">{t('mesh.power.percent', { percent: Math.round(share / 1_000) / 10 })}</Table.Td>
                <Table.Td>{t(mutual ? 'mesh.power.partnership' : 'mesh.power.member')}</Table.Td>
                <Table.Td className="numbers">{named(dao).cluster === named(member).cluster ? named(dao).cluster : ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

/** Which DAOs have power in which, by the chain, and the clusters that suggest federations. */
export const MeshPower = ({ onChoose }: { readonly onChoose: (account: string) => void }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.mesh.power.queryOptions())
  return (
    <Loaded query={query} what={t('mesh.reading')}>
      {(web) =>
        web.ties.length === 0 ? (
          <div className="card">
            <Nothing
              icon={<IconTopologyStarRing3 size={28} stroke={1.5} />}
              title={t('mesh.power.noneTitle')}
              teach={t('mesh.power.noneTeach')}
            />
          </div>
        ) : (
          <Stack gap="xl">
            <Text size="sm" c="dimmed">
              {t('mesh.power.read', { count: web.known })}
              {web.omitted > 0 && ` ${t('mesh.power.omitted', { count: web.omitted })}`}
            </Text>
            <Clusters web={web} onChoose={onChoose} />
            <Ties web={web} onChoose={onChoose} />
          </Stack>
        )
      }
    </Loaded>
  )
}
