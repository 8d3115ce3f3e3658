import { Combobox, Group, Kbd, Modal, ScrollArea, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconArrowNarrowRight, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import classes from './palette.module.css'
import { HitRow } from './HitRow.tsx'
import { type Hit, openHit } from './hit.ts'
import { type Screen, useScreens } from './useScreens.ts'

const limit = 30
/** Screens offered beside what was found. */
const mostScreens = 6

/** Every word typed begins a word of the screen's name or of its DAO's. */
const named = ({ label, place }: Screen, words: readonly string[]): boolean => {
  const parts = `${label} ${place}`.toLowerCase().split(/\s+/)
  return words.every((word) => parts.some((part) => part.startsWith(word)))
}

/** What else the role needs the combobox around it gives. */
const field = { role: 'combobox' }

const keyOf = ({ kind, space, id }: Hit): string => `hit:${kind}:${space ?? ''}:${id}`

const Found = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const go = useNavigate()
  // Escape closes the list, which is open as long as the dialog is; the dialog never hears of the key.
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose })
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 120)
  const all = useScreens()
  const answer = useQuery({
    ...queries.search.find.queryOptions({ input: { text, limit } }),
    enabled: text !== '',
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const screens = all
    .filter((screen) => (words.length === 0 ? screen.place === '' : named(screen, words)))
    .slice(0, words.length === 0 ? all.length : mostScreens)
  const hits = text === '' ? [] : (answer.data?.hits ?? [])
  const shown = [...screens.map(({ key }) => key), ...hits.map(keyOf)].join('\n')
  // Enter opens the first of what is shown, whatever was chosen among what was shown before.
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (shown !== '') selectFirstOption()
  }, [selectFirstOption, shown])
  const open = (key: string): void => {
    const hit = hits.find((one) => keyOf(one) === key)
    onClose()
    if (hit !== undefined) void openHit(go, hit)
    else void screens.find((screen) => screen.key === key)?.open()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={open}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('search.placeholder')}
          {...field}
          aria-label={t('search.title')}
          leftSection={<IconSearch size={17} aria-hidden />}
          size="md"
          variant="unstyled"
          px="sm"
          py={6}
          maxLength={200}
          data-autofocus
        />
      </Combobox.EventsTarget>
      <ScrollArea.Autosize mah="min(60vh, 520px)" type="auto" style={{ borderTop: '1px solid var(--line)' }}>
        <Combobox.Options p={6} aria-label={t('search.results')} hidden={shown === ''}>
          {hits.length > 0 && (
            <Combobox.Group label={t('search.found')}>
              {hits.map((hit) => (
                <Combobox.Option key={keyOf(hit)} value={keyOf(hit)} className={classes.option ?? ''}>
                  <HitRow hit={hit} />
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {screens.length > 0 && (
            <Combobox.Group label={t('search.screens')}>
              {screens.map(({ key, label, place }) => (
                <Combobox.Option key={key} value={key} className={classes.option ?? ''}>
                  <Group gap="sm" wrap="nowrap">
                    <IconArrowNarrowRight size={17} aria-hidden style={{ flex: 'none' }} />
                    <Text truncate>{label}</Text>
                    {place !== '' && (
                      <Text size="sm" c="dimmed" truncate>
                        <bdi>{place}</bdi>
                      </Text>
                    )}
                  </Group>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
        </Combobox.Options>
        {/* Beside the list: one that holds a sentence and nothing to choose is none. */}
        <Text component="output" display="block" size="sm" c="dimmed" ta="center" className={classes.nothing ?? ''}>
          {text !== '' && answer.isSuccess && !answer.isPlaceholderData && hits.length === 0 ? t('search.nothing') : ''}
        </Text>
        {answer.isError && <ErrorNotice error={answer.error} />}
      </ScrollArea.Autosize>
      <Group gap="md" px="md" py={8} style={{ borderTop: '1px solid var(--line)' }} c="dimmed" fz="xs">
        <span>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t('search.choose')}
        </span>
        <span>
          <Kbd size="xs">Enter</Kbd> {t('search.open')}
        </span>
        {answer.data?.more === true && text !== '' && <span>{t('search.more')}</span>}
      </Group>
    </Combobox>
  )
}

/** Ctrl+K: finds what was written anywhere here, and every screen by its name. */
export const Palette = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Modal.Root opened={opened} onClose={onClose} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('search.title')}>
        <Modal.Body p={0}>
          <Found onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
