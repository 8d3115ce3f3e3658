import { Group, Text } from '@mantine/core'
import { IconEqual, IconEqualNot, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Whether a peer holds the same set of records: yes, not yet, or not known. */
export const PeerEquality = ({ name, equal }: { readonly name: string; readonly equal: boolean | null }) => {
  const { t } = useTranslation()
  const state = equal === null ? 'unknown' : equal ? 'equal' : 'behind'
  const Icon = { unknown: IconQuestionMark, equal: IconEqual, behind: IconEqualNot }[state]
  return (
    <Group gap={5} wrap="nowrap">
      <Icon
        size={14}
        aria-hidden
        color={state === 'equal' ? 'var(--for)' : state === 'behind' ? 'var(--warn)' : 'var(--mantine-color-dimmed)'}
      />
      <Text size="sm">{t(`networkPage.equality.${state}`, { name })}</Text>
    </Group>
  )
}
