import { Button, Grid, Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useNames } from '../bounties/useNames.ts'
import { Contributions } from './Contributions.tsx'
import { GiveDialog } from './GiveDialog.tsx'
import { Projects } from './Projects.tsx'
import { RoundActs } from './RoundActs.tsx'
import { RoundPill } from './RoundPill.tsx'
import type { RoundDetails } from './rounds.ts'
import { RoundTerms } from './RoundTerms.tsx'
import { saveText } from './saveText.ts'
import { type Thought, thoughtAmount, WhatIf } from './WhatIf.tsx'

/** The estimate with a gift that one thinks of; null while one thinks of none. */
const useThought = (page: RoundDetails, thought: Thought) => {
  const { queries } = useApi()
  const amount = thoughtAmount(page, thought)
  const more = [{ seat: thought.seat, project: thought.project, amount: amount.toString() }]
  const query = useQuery({
    ...queries.rounds.get.queryOptions({ input: { round: page.round, more } }),
    enabled: amount > 0n,
    placeholderData: keepPreviousData,
  })
  return amount > 0n ? (query.data?.projects ?? null) : null
}

const Round = ({ page }: { readonly page: RoundDetails }) => {
  const { t } = useTranslation()
  const { account } = useMine()
  const { call } = useNames()
  const [giving, setGiving] = useState<number | null>(null)
  const [thought, setThought] = useState<Thought>({ project: 0, seat: page.ways[0]?.seat ?? page.seats[0] ?? 0, step: 0 })
  const isOpen = page.status === 'contributing'
  const estimate = useThought(page, thought)
  const then = isOpen ? estimate : null
  const nameOf = (place: number): string => page.projects[place]?.words?.title ?? t('rounds.projectAt', { number: place + 1 })
  const nameOfAccount = (one: string): string => {
    if (one === account) return t('parts.you')
    return page.seatRows.find((row) => row.account === one)?.name ?? call(one)
  }
  const nameOfSeat = (seat: number): string => {
    const holder = page.seatRows.find((row) => row.seat === seat)?.account
    return holder === undefined ? t('rounds.seat', { seat }) : nameOfAccount(holder)
  }
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7.5 }}>
        <Stack gap="xl">
          <Projects page={page} then={then} nameOf={nameOf} onGive={isOpen && page.ways.length > 0 ? setGiving : null} />
          {isOpen && page.seatRows.length > 0 && (
            <WhatIf page={page} thought={thought} then={then} nameOf={nameOf} nameOfSeat={nameOfSeat} onChange={setThought} />
          )}
          <Contributions page={page} nameOf={nameOf} nameOfSeat={nameOfSeat} nameOfAccount={nameOfAccount} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4.5 }}>
        <Stack gap="xl">
          <RoundActs page={page} />
          <RoundTerms page={page} />
        </Stack>
      </Grid.Col>
      {giving !== null && <GiveDialog page={page} project={giving} name={nameOf(giving)} amount="" onClose={() => setGiving(null)} />}
    </Grid>
  )
}

/** One round: projects with their live match at the left, what can be done and what was agreed at the right. */
export const RoundPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { call } = useNames()
  const { round } = useParams({ from: '/confederation/rounds/$round' })
  const query = useQuery(queries.rounds.get.queryOptions({ input: { round } }))
  return (
    <Loaded query={query} what={t('rounds.reading')}>
      {(page) => (
        <Page
          title={page.title ?? t('rounds.of', { name: call(page.confederation) })}
          above={<BackLink to="/confederation">{t('confederation.title')}</BackLink>}
          about={
            <Stack gap="xs" mt={8}>
              <Group gap="md">
                <RoundPill status={page.status} />
                <Text size="sm" c="dimmed">
                  {t('rounds.of', { name: call(page.confederation) })}
                </Text>
              </Group>
              {page.words !== null && page.words.about !== '' && (
                <Text maw={680} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {page.words.about}
                </Text>
              )}
              {page.words === null && (
                <Text size="sm" c="dimmed">
                  {t('rounds.noWords')}
                </Text>
              )}
            </Stack>
          }
          actions={
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => saveText(`round-${page.round.slice(2, 10)}.csv`, page.csv)}
            >
              {t('rounds.csv')}
            </Button>
          }
        >
          <Round key={page.round} page={page} />
        </Page>
      )}
    </Loaded>
  )
}
