import { Group, Text } from '@mantine/core'
import { IconMinus, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export const supportLooks = {
  for: [IconThumbUp, 'var(--for)'],
  against: [IconThumbDown, 'var(--against)'],
  abstain: [IconMinus, 'var(--abstain)'],
} as const

export type SupportName = keyof typeof supportLooks

/** What a ballot says, by icon and word; the colour only helps. */
export const BallotMark = ({ support }: { readonly support: SupportName }) => {
  const { t } = useTranslation()
  const [Icon, color] = supportLooks[support]
  return (
    <Group gap={5} wrap="nowrap" component="span" display="inline-flex" style={{ color, whiteSpace: 'nowrap' }}>
      <Icon size={15} aria-hidden />
      <Text component="span" size="sm" fw={550} c="inherit">
        {t(`ballot.${support}`)}
      </Text>
    </Group>
  )
}
