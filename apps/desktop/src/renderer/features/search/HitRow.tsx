import { Box, Group, Text } from '@mantine/core'
import {
  IconBriefcase,
  IconBuildingCommunity,
  IconChartBar,
  IconCoins,
  IconFile,
  IconFilePencil,
  IconGavel,
  IconHeartHandshake,
  IconMessage,
  IconShoppingBag,
  IconUser,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { When } from '../../parts/When.tsx'
import type { Hit } from './hit.ts'

const icons: Readonly<Record<Hit['kind'], typeof IconFile>> = {
  dao: IconBuildingCommunity,
  member: IconUser,
  proposal: IconGavel,
  draft: IconFilePencil,
  poll: IconChartBar,
  budget: IconCoins,
  comment: IconMessage,
  file: IconFile,
  listing: IconShoppingBag,
  deal: IconHeartHandshake,
  partnership: IconHeartHandshake,
  bounty: IconBriefcase,
}

/** Something that was found: what it is, where, and the line around it where its text was what matched. */
export const HitRow = ({ hit }: { readonly hit: Hit }) => {
  const { t } = useTranslation()
  const { kind, title, place, excerpt, by, at, about } = hit
  const Icon = icons[kind]
  const name = kind === 'comment' ? t('search.commentOn', { title: about?.title ?? t('search.bounty') }) : title
  const facts = [t(`search.kind.${kind}`), place, by?.name ?? ''].filter((one) => one !== '' && one !== name)
  return (
    <Group wrap="nowrap" gap="sm" align="flex-start">
      <Icon size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
      <Box style={{ minWidth: 0, flex: 1 }}>
        <Text fw={550} truncate>
          <bdi>{name}</bdi>
        </Text>
        {excerpt !== null && (
          <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            <bdi>{excerpt}</bdi>
          </Text>
        )}
        <Text size="xs" c="dimmed" truncate>
          <bdi>{facts.join(' · ')}</bdi>
        </Text>
      </Box>
      {at !== null && <When at={at} size="xs" />}
    </Group>
  )
}
