import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Ether } from '../../parts/Ether.tsx'
import { Face } from '../../parts/Face.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Dao } from '../dao/dao.ts'

type DaoCardsProps = {
  readonly daos: readonly {
    readonly space: string
    readonly dao: string
    readonly name: string
    readonly members: number
    readonly openProposals: number
    readonly treasury: string | null
    readonly deployed: 'no' | 'anchored' | 'final'
    readonly standing: Dao['standing']
  }[]
}

export const DaoCards = ({ daos }: DaoCardsProps) => {
  const { t } = useTranslation()
  return (
    <Section title={t('home.daos')} padded={false}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing={0}>
        {daos.map((dao) => (
          <Link key={dao.space} to="/dao/$space" params={{ space: dao.space }} className="row" style={{ padding: 16 }}>
            <Group wrap="nowrap" align="flex-start">
              <Face address={dao.dao} size={40} square />
              <Stack gap={2} style={{ minWidth: 0 }}>
                <Text fw={600} truncate>
                  {dao.name}
                </Text>
                <Group gap={6}>
                  {dao.treasury === null ? (
                    <Text size="sm" c="dimmed">
                      {t(dao.deployed === 'no' ? 'dao.notDeployed' : 'dao.treasuryUnknown')}
                    </Text>
                  ) : (
                    <Ether wei={dao.treasury} c="dimmed" />
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {t('home.memberCount', { count: dao.members })}
                </Text>
                <Text size="sm" c="dimmed">
                  {dao.standing === 'member' ? t('home.openCount', { count: dao.openProposals }) : t(`standing.${dao.standing}.title`)}
                </Text>
              </Stack>
            </Group>
          </Link>
        ))}
      </SimpleGrid>
    </Section>
  )
}
