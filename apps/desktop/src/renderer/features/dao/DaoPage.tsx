import { Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconFilePencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { Face } from '../../parts/Face.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { MergedNotice } from '../mergers/MergedNotice.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { Activity } from './Activity.tsx'
import { DeployStep } from './DeployStep.tsx'
import { Income } from './Income.tsx'
import { LeftNotice } from './LeftNotice.tsx'
import { LockedNotice } from './LockedNotice.tsx'
import { Members } from './Members.tsx'
import { OpenProposals } from './OpenProposals.tsx'
import { Rules } from './Rules.tsx'
import { StandingNotice } from './StandingNotice.tsx'
import { StateDetails } from './StateDetails.tsx'
import { Treasury } from './Treasury.tsx'
import type { Dao } from './dao.ts'
import { useDaoTogether } from './useDaoTogether.ts'

const DaoSections = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const together = useDaoTogether(dao)
  if (!together) return <Waiting what={t('dao.loading')} />
  const { space } = dao
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {dao.standing === 'member' || dao.standing === 'removed' ? (
          <Stack gap="xl">
            <OpenProposals space={space} />
            <Activity dao={dao} />
          </Stack>
        ) : (
          <Rules dao={dao} />
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="xl">
          <Treasury dao={dao} />
          {dao.deployed !== 'no' && <Income dao={dao} />}
          <Members dao={dao} />
          {(dao.standing === 'member' || dao.standing === 'removed') && <Rules dao={dao} />}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

/** One DAO at a glance: money, people, rules, what happens. */
export const DaoPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space' })
  const query = useQuery(queries.daos.get.queryOptions({ input: { space } }))
  return (
    <Loaded query={query} what={t('dao.loading')}>
      {(dao) => (
        <Page
          title={dao.name}
          lead={<Face address={dao.dao} size={52} square />}
          about={
            <Group gap="sm" mt={4}>
              <AddressText address={dao.dao} />
              <Text size="sm" c="dimmed">
                {t(`dao.deployed.${dao.deployed}`)}
              </Text>
              <StateDetails hash={dao.hash} rosterEpoch={dao.rosterEpoch} rulesEpoch={dao.rulesEpoch} space={space} />
            </Group>
          }
          actions={
            dao.standing === 'member' ? (
              <Button component={Link} to={`/dao/${space}/drafts`} leftSection={<IconFilePencil size={16} aria-hidden />}>
                {t('dao.write')}
              </Button>
            ) : undefined
          }
        >
          {dao.standing === 'removed' ? (
            <LeftNotice dao={dao} />
          ) : dao.standing !== 'member' ? (
            <StandingNotice standing={dao.standing} />
          ) : (
            dao.locked && <LockedNotice />
          )}
          {dao.deployed === 'no' && dao.standing === 'member' && (
            <Section title={t('deploy.title')}>
              <DeployStep space={space} />
            </Section>
          )}
          {dao.merged !== null && <MergedNotice merged={dao.merged} />}
          <DaoSections dao={dao} />
        </Page>
      )}
    </Loaded>
  )
}
