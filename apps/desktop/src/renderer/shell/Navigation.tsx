import { ActionIcon, AppShell, Box, Group, ScrollArea, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import {
  IconArrowsExchange,
  IconBriefcase,
  IconBuildingCommunity,
  IconBuildingStore,
  IconHeartHandshake,
  IconHome2,
  IconPlus,
  IconSitemap,
  IconTopologyStar3,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/ApiContext.ts'
import { NoticeSwitch } from '../features/notices/NoticeSwitch.tsx'
import { useWaitingItems } from '../features/notices/useWaitingItems.ts'
import { Mark } from '../parts/Mark.tsx'
import { DaoLinks } from './DaoLinks.tsx'
import { LobbyLink } from './LobbyLink.tsx'
import { NavigationLink } from './NavigationLink.tsx'
import { SearchButton } from './SearchButton.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import classes from './navigation.module.css'

export const Navigation = ({ onSearch }: { readonly onSearch: () => void }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const daos = useQuery(queries.daos.list.queryOptions())
  const lobbies = useQuery(queries.lobbies.list.queryOptions())
  const transactions = useQuery(queries.chain.transactions.queryOptions())
  const deals = useQuery(queries.deals.list.queryOptions())
  const tasks = useQuery(queries.bounties.tasks.queryOptions())
  const rounds = useQuery(queries.rounds.tasks.queryOptions())
  const owed = tasks.data?.filter(({ kind }) => kind === 'owe').length ?? 0
  const dealing = deals.data?.filter(({ waits }) => waits !== null).length ?? 0
  const founding = lobbies.data?.filter((lobby) => !daos.data?.some(({ space }) => space === lobby.dao)) ?? []
  // As many as the inbox holds and the title of the window says; ballots alone until all of it was read.
  const awaiting = useWaitingItems()?.length ?? daos.data?.reduce((sum, dao) => sum + dao.awaitingMe, 0) ?? 0
  const entries = useRef<HTMLDivElement>(null)
  // A key or a link may lead to a screen whose entry is scrolled out of sight, and a window that gets lower may leave it there.
  const router = useRouter()
  useEffect(() => {
    const section = entries.current
    if (section === null) return undefined
    const show = (): void => section.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
    const sized = new ResizeObserver(show)
    sized.observe(section)
    const leave = router.subscribe('onRendered', show)
    return () => {
      leave()
      sized.disconnect()
    }
  }, [router])
  const underWay = transactions.data?.filter(({ state }) => ['waiting', 'signing', 'sent'].includes(state)).length ?? 0
  return (
    <>
      <AppShell.Section className={classes.brand ?? ''} visibleFrom="sm">
        <Group gap={10}>
          <Mark />
          <Text fw={650} size="lg" style={{ letterSpacing: '-0.01em' }}>
            {t('app.name')}
          </Text>
        </Group>
      </AppShell.Section>
      <AppShell.Section px={10} pt={{ base: 10, sm: 0 }} pb={4}>
        <SearchButton onOpen={onSearch} />
      </AppShell.Section>
      {/* What does not fit shows a bar beside it, without being hovered first. */}
      <AppShell.Section ref={entries} grow component={ScrollArea} type="auto" scrollbarSize={8} px={10} py={6}>
        <NavigationLink to="/" icon={<IconHome2 size={17} />} label={t('shell.home')} count={awaiting} />
        <NavigationLink to="/market" icon={<IconBuildingStore size={17} />} label={t('market.title')} count={0} exact={false} />
        <NavigationLink to="/mesh" icon={<IconSitemap size={17} />} label={t('mesh.title')} count={0} />
        <NavigationLink
          to="/confederation"
          icon={<IconBuildingCommunity size={17} />}
          label={t('shell.confederation')}
          count={rounds.data?.length ?? 0}
          exact={false}
        />
        <Group justify="space-between" className={classes.mine ?? ''} mb={4} px={8}>
          <Text size="xs" fw={600} c="dimmed" component="h2">
            {t('shell.daos')}
          </Text>
          <Tooltip label={t('shell.add')}>
            <ActionIcon component={Link} to="/start" variant="subtle" color="gray" size="sm" aria-label={t('shell.add')}>
              <IconPlus size={15} />
            </ActionIcon>
          </Tooltip>
        </Group>
        {daos.data?.map((dao) => (
          <DaoLinks key={dao.space} dao={dao} />
        ))}
        {founding.map((lobby) => (
          <LobbyLink key={lobby.space} lobby={lobby} />
        ))}
        {daos.data?.length === 0 && founding.length === 0 && (
          <Text size="xs" c="dimmed" px={8} py={4}>
            {t('shell.noDaos')}
          </Text>
        )}
      </AppShell.Section>
      <AppShell.Section px={10} py={8} style={{ borderTop: '1px solid var(--line)' }}>
        <NavigationLink to="/deals" icon={<IconHeartHandshake size={17} />} label={t('shell.deals')} count={dealing} exact={false} />
        <NavigationLink to="/bounties" icon={<IconBriefcase size={17} />} label={t('shell.bounties')} count={owed} exact={false} />
        <NavigationLink to="/transactions" icon={<IconArrowsExchange size={17} />} label={t('shell.transactions')} count={underWay} />
        <NavigationLink to="/network" icon={<IconTopologyStar3 size={17} />} label={t('shell.network')} count={0} />
        <Group mt={6} gap={6} wrap="nowrap">
          <Box style={{ flex: 1 }}>
            <ThemeSwitch />
          </Box>
          <NoticeSwitch />
        </Group>
      </AppShell.Section>
    </>
  )
}
