import { Group, Text, Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import { Face } from '../../parts/Face.tsx'
import { readPresence } from './presence.ts'
import type { Present } from './presence.ts'

/** Who has this draft open now. */
export const WhoIsHere = ({ awareness }: { readonly awareness: Awareness }) => {
  const { t, i18n } = useTranslation()
  const [present, setPresent] = useState<readonly Present[]>([])
  useEffect(() => {
    const read = (): void => setPresent(readPresence(awareness, t('draft.somebody')))
    read()
    awareness.on('change', read)
    return () => awareness.off('change', read)
  }, [awareness, t])
  const others = present.filter(({ self }) => !self)
  return (
    <Group gap={8}>
      <Group component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {others.map(({ client, name, account, color }) => (
          <Tooltip key={client} label={name}>
            <li aria-label={name} style={{ borderRadius: '50%', padding: 2, border: `2px solid ${color}` }}>
              <Face address={account ?? '0x'} size={20} />
            </li>
          </Tooltip>
        ))}
      </Group>
      <Text size="sm" c="dimmed" aria-live="polite">
        {others.length === 0
          ? t('draft.onlyYou')
          : t('draft.here', { names: new Intl.ListFormat(i18n.language).format(others.map(({ name }) => name)) })}
      </Text>
    </Group>
  )
}
