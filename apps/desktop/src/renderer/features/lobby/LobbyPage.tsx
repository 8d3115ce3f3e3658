import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { FoundingDaos } from '../joining/FoundingDaos.tsx'
import { FoundedStep } from './FoundedStep.tsx'
import { foundingStage } from './foundingStage.ts'
import { InviteCard } from './InviteCard.tsx'
import { JoinedList } from './JoinedList.tsx'
import { SignOrChange } from './SignOrChange.tsx'
import { StageList } from './StageList.tsx'
import { TermsForm } from './TermsForm.tsx'
import { WaitForTerms } from './WaitForTerms.tsx'

/** Where a DAO is founded together: invite, gather, agree on terms, sign, deploy. */
export const LobbyPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/lobby/$space' })
  const query = useQuery(queries.lobbies.get.queryOptions({ input: { space } }))
  return (
    <Loaded query={query} what={t('lobby.loading')}>
      {(lobby) => {
        const stage = foundingStage(lobby)
        return (
          <Page title={lobby.name} about={t('lobby.about')}>
            <StageList stage={stage} />
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Stack gap="xl">
                  {stage === 'founded' && <FoundedStep lobby={lobby} />}
                  {lobby.proposal !== null && stage === 'sign' && <SignOrChange lobby={lobby} proposal={lobby.proposal} />}
                  {lobby.proposal === null && (lobby.founder ? <TermsForm lobby={lobby} /> : <WaitForTerms />)}
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Stack gap="xl">
                  {stage !== 'founded' && <InviteCard lobby={lobby} />}
                  <JoinedList lobby={lobby} />
                  {(stage !== 'founded' || lobby.daos.length > 0) && <FoundingDaos lobby={lobby} />}
                </Stack>
              </Grid.Col>
            </Grid>
          </Page>
        )
      }}
    </Loaded>
  )
}
