import { Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './navigation.module.css'

const modifier = (): string => (/mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl')

/** Looks like the field that it opens. */
export const SearchButton = ({ onOpen }: { readonly onOpen: () => void }) => {
  const { t } = useTranslation()
  return (
    <UnstyledButton className={classes.search ?? ''} onClick={onOpen} aria-keyshortcuts="Control+K Meta+K">
      <Group gap={8} wrap="nowrap">
        <IconSearch size={15} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" style={{ flex: 1 }}>
          {t('search.button')}
        </Text>
        <Group gap={3} wrap="nowrap" aria-hidden visibleFrom="sm">
          <Kbd size="xs">{modifier()}</Kbd>
          <Kbd size="xs">K</Kbd>
        </Group>
      </Group>
    </UnstyledButton>
  )
}
