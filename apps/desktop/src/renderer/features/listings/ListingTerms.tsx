import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { AddressText } from '../../parts/AddressText.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import type { ListingDetails } from './listings.ts'
import { Price } from './Price.tsx'

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Group justify="space-between" gap="xs" align="baseline">
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <div style={{ minWidth: 0, textAlign: 'right' }}>{children}</div>
  </Group>
)

/** What it costs, until when, and what the chain and its buyers say of it. */
export const ListingTerms = ({ listing }: { readonly listing: ListingDetails }) => {
  const { t } = useTranslation()
  const { copiesLeft, sold, buyers, opened, taken } = listing
  return (
    <Section title={t('listings.terms')}>
      <Stack gap="sm">
        <Fact label={t('listings.price')}>
          <Price price={listing.price} fw={600} size="md" />
        </Fact>
        {copiesLeft !== null && (
          <Fact label={t('listings.copies')}>
            <Text size="sm" className="numbers">
              {t('listings.left', { count: copiesLeft })}
            </Text>
          </Fact>
        )}
        <Fact label={t('listings.until')}>
          <Deadline seconds={listing.expires} />
        </Fact>
        <Fact label={t('listings.soldLabel')}>
          <Text size="sm" className="numbers">
            {t('listings.sold', { count: sold })}
          </Text>
        </Fact>
        {sold > 0 && (
          <>
            <Fact label={t('listings.openedLabel')}>
              <Text size="sm" className="numbers">
                {t('listings.openedOf', { count: buyers, opened })}
              </Text>
            </Fact>
            <Fact label={t('listings.taken')}>
              <Stack gap={2} align="flex-end">
                {taken.map(({ price }) => (
                  <Price key={price.token} price={price} size="sm" />
                ))}
              </Stack>
            </Fact>
          </>
        )}
        <Fact label={t('market.signedBy')}>
          <AddressText address={listing.signedBy} face />
        </Fact>
        <Text size="xs" c="dimmed">
          {t('listings.counts')}
        </Text>
        <HashText label={t('listings.quote')} value={listing.quote} />
      </Stack>
    </Section>
  )
}
