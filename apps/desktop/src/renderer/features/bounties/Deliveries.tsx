import { Alert, Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAnchor, IconPackage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { formatBytes } from '../../format/formatBytes.ts'
import { HashText } from '../../parts/HashText.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { FileRow } from '../files/FileRow.tsx'
import type { Bounty } from './bounties.ts'

type Delivery = Bounty['deliveries'][number]

const DeliveredFile = ({ file }: { readonly file: Delivery['files'][number] }) => {
  const { t, i18n } = useTranslation()
  const { queries } = useApi()
  const { space, entry, name, size } = file
  const { data } = useQuery(queries.files.list.queryOptions({ input: { space } }))
  const row = data?.find((one) => one.entry === entry)
  if (row !== undefined) return <FileRow space={space} row={row} />
  return (
    <Group component="li" className="row" gap="md" style={{ listStyle: 'none' }}>
      <Text size="sm" fw={550}>
        <bdi>{name}</bdi>
      </Text>
      <Text size="sm" c="dimmed">
        {formatBytes(size, i18n.language)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('bounties.delivery.fileNotHere')}
      </Text>
    </Group>
  )
}

const DeliveryCard = ({ delivery, title }: { readonly delivery: Delivery; readonly title: string | null }) => {
  const { t } = useTranslation()
  const { by, byName, at, note, files, onChain, contentHash } = delivery
  return (
    <Box component="article" aria-label={t('bounties.delivery.by', { name: byName ?? by })}>
      <Stack gap="sm" p="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Person account={by} name={byName} />
            <When at={at} size="xs" />
            {title !== null && (
              <Text size="sm" c="dimmed">
                {title}
              </Text>
            )}
          </Group>
          <Group gap={5} wrap="nowrap">
            {onChain && <IconAnchor size={14} color="var(--mantine-color-anchor)" aria-hidden />}
            <Text size="xs" c="dimmed">
              {t(onChain ? 'bounties.delivery.onChain' : 'bounties.delivery.notOnChain')}
            </Text>
          </Group>
        </Group>
        {note !== '' && <SafeMarkdown>{note}</SafeMarkdown>}
        <HashText label={t('bounties.delivery.hash')} value={contentHash} />
      </Stack>
      {files.length > 0 && (
        <ul className="rows" style={{ margin: 0, padding: 0, borderTop: '1px solid var(--line)' }}>
          {files.map((file) => (
            <DeliveredFile key={`${file.file}${file.name}`} file={file} />
          ))}
        </ul>
      )}
    </Box>
  )
}

/** What was delivered, the newest first: what its maker says, and its files. */
export const Deliveries = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { deliveries, contentHash, margins } = bounty
  const unseen = contentHash !== null && !deliveries.some((one) => one.onChain && one.node === null)
  const isOver = bounty.status === 'released' || bounty.status === 'cancelled'
  if (deliveries.length === 0 && contentHash === null && bounty.status === 'none') return null
  return (
    <Section title={t('bounties.delivery.title')} padded={false}>
      {unseen && (
        <Alert radius={0} variant="light" icon={<IconAnchor size={18} />} title={t('bounties.delivery.unseenTitle')}>
          <Stack gap="xs">
            <Text size="sm">{t('bounties.delivery.unseen')}</Text>
            <HashText label={t('bounties.delivery.hash')} value={contentHash} />
          </Stack>
        </Alert>
      )}
      {deliveries.length === 0 && !unseen && (
        <Nothing
          icon={<IconPackage size={26} stroke={1.5} />}
          title={t(isOver ? 'bounties.delivery.neverTitle' : 'bounties.delivery.noneTitle')}
          teach={t(isOver ? 'bounties.delivery.neverTeach' : 'bounties.delivery.noneTeach')}
        />
      )}
      <div className="rows">
        {deliveries.toReversed().map((delivery) => (
          <DeliveryCard
            key={`${delivery.contentHash}${delivery.at}`}
            delivery={delivery}
            title={delivery.node === null ? null : (margins.find(({ node }) => node === delivery.node)?.title ?? null)}
          />
        ))}
      </div>
    </Section>
  )
}
