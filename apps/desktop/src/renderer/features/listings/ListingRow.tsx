import { Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../format/formatBytes.ts'
import { Issuer } from '../market/Issuer.tsx'
import { TagList } from '../market/TagList.tsx'
import type { ListingSummary } from './listings.ts'
import { Price } from './Price.tsx'

/** One work on the shelf. Everything in it is text of a stranger. */
export const ListingRow = ({ listing }: { readonly listing: ListingSummary }) => {
  const { t, i18n } = useTranslation()
  const { issuer, post, own, level, copiesLeft, sold, mine } = listing
  return (
    <Link to="/market/works/$issuer/$post" params={{ issuer, post }} className="row">
      <Group justify="space-between" wrap="nowrap" gap="lg" align="flex-start">
        <Box style={{ minWidth: 0, flex: 1 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }} lineClamp={2}>
            {listing.title}
          </Text>
          {listing.excerpt !== '' && (
            <Text size="sm" c="dimmed" lineClamp={2} mt={2} style={{ overflowWrap: 'anywhere' }}>
              {listing.excerpt}
            </Text>
          )}
          <Group gap="sm" mt={8}>
            <Issuer post={{ issuer, kind: 'dao', own, level }} />
            <TagList tags={listing.tags} />
          </Group>
        </Box>
        <Box ta="right" style={{ flex: 'none' }} maw="40%">
          <Price price={listing.price} fw={600} size="md" />
          <Text size="xs" c="dimmed" mt={2} className="numbers">
            {t('listings.filesOf', { count: listing.files, size: formatBytes(listing.bytes, i18n.language) })}
          </Text>
          <Text size="xs" c="dimmed" mt={2} className="numbers">
            {copiesLeft === null ? t('listings.sold', { count: sold }) : t('listings.left', { count: copiesLeft })}
          </Text>
          {mine !== 'none' && (
            <Text size="xs" fw={550} mt={2}>
              {t(`listings.mine.${mine}`)}
            </Text>
          )}
        </Box>
      </Group>
    </Link>
  )
}
