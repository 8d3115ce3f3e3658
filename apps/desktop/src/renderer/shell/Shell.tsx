import { AppShell, Burger, Group, Text } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Palette } from '../features/search/Palette.tsx'
import { Mark } from '../parts/Mark.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { DamageBanner } from './DamageBanner.tsx'
import { LeftBanner } from './LeftBanner.tsx'
import { Navigation } from './Navigation.tsx'
import { RestoredBanner } from './RestoredBanner.tsx'
import { SigningBanner } from './SigningBanner.tsx'
import { StatusBar } from './StatusBar.tsx'
import { UnreadableBanner } from './UnreadableBanner.tsx'
import { UnsavedBanner } from './UnsavedBanner.tsx'
import { KeyboardHelp } from './keyboard/KeyboardHelp.tsx'
import { useFocusKept } from './keyboard/useFocusKept.ts'
import { useKeyboard } from './keyboard/useKeyboard.ts'
import classes from './navigation.module.css'

/** Navigation at the left, the honest state below, the screen between. */
export const Shell = () => {
  const { t } = useTranslation()
  const narrow = useMediaQuery('(max-width: 47.99em)', false)
  const [open, { toggle, close }] = useDisclosure(false)
  const [helping, help] = useDisclosure(false)
  const [searching, search] = useDisclosure(false)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(close, [path, close])
  useKeyboard({ help: help.toggle, search: search.open })
  useFocusKept('#screen')
  return (
    <AppShell
      navbar={{ width: 252, breakpoint: 'sm', collapsed: { mobile: !open } }}
      header={{ height: { base: 48, sm: 0 } }}
      footer={{ height: 34 }}
      padding={0}
    >
      <a className="skip" href="#screen" onClick={(event) => skipTo(event.currentTarget.hash, event)}>
        {t('shell.skip')}
      </a>
      <AppShell.Header hiddenFrom="sm" px="md" bg="var(--surface-sunken)">
        <Group h="100%" gap="sm">
          <Burger opened={open} onClick={toggle} size="sm" aria-label={t('shell.menu')} aria-expanded={open} />
          <Mark size={22} />
          <Text fw={600}>{t('app.name')}</Text>
        </Group>
      </AppShell.Header>
      {/* Out of sight it is out of reach, for the keyboard and for readers. */}
      <AppShell.Navbar
        className={classes.navigation ?? ''}
        bg="var(--surface-sunken)"
        aria-label={t('shell.navigation')}
        inert={narrow && !open}
      >
        <Navigation onSearch={search.open} />
      </AppShell.Navbar>
      <AppShell.Main id="screen" tabIndex={-1} style={{ outline: 'none' }}>
        <ConnectionBanner />
        <DamageBanner />
        <RestoredBanner />
        <UnreadableBanner />
        <LeftBanner />
        <SigningBanner />
        <UnsavedBanner />
        <Outlet />
      </AppShell.Main>
      <AppShell.Footer bg="var(--surface-sunken)">
        <StatusBar />
      </AppShell.Footer>
      <Palette opened={searching} onClose={search.close} />
      <KeyboardHelp opened={helping} onClose={help.close} />
    </AppShell>
  )
}

/** The hash belongs to the routes, so the skip link moves the focus itself. */
const skipTo = (hash: string, event: { preventDefault: () => void }): void => {
  event.preventDefault()
  document.querySelector<HTMLElement>(hash)?.focus()
}
