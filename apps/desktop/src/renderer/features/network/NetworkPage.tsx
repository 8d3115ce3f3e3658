import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { DeviceList } from './DeviceList.tsx'
import { DialForm } from './DialForm.tsx'
import { Doctor } from './Doctor.tsx'
import { EndpointForm } from './EndpointForm.tsx'
import { Differences } from './Differences.tsx'
import { NetworkSummary } from './NetworkSummary.tsx'
import { OwnAddresses } from './OwnAddresses.tsx'
import { PeerList } from './PeerList.tsx'
import { SpaceSync } from './SpaceSync.tsx'

/** Whom this node is connected to, what is equal with whom, and what to do when nobody is there. */
export const NetworkPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery({ ...queries.network.status.queryOptions(), refetchInterval: 10_000 })
  return (
    <Page title={t('networkPage.title')} about={t('networkPage.about')}>
      <Loaded query={query}>
        {(network) => (
          <>
            <NetworkSummary network={network} />
            <Differences network={network} />
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <Stack gap="xl">
                  <Doctor />
                  <PeerList network={network} />
                  <SpaceSync network={network} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <Stack gap="xl">
                  <DialForm />
                  <EndpointForm />
                  <DeviceList />
                  <OwnAddresses network={network} />
                </Stack>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Loaded>
    </Page>
  )
}
