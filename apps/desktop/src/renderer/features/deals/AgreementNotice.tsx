import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { useNames } from '../bounties/useNames.ts'
import { DealNames } from './DealNames.ts'
import { DealPill } from './DealPill.tsx'
import { OfferTermList } from './OfferTermList.tsx'
import { TermFiles } from './TermFiles.tsx'

/** The bounty that this DAO is asked to take as one entity: from whom, by which terms, and the way to the deal. */
export const AgreementNotice = ({ agreement }: { readonly agreement: NonNullable<Proposal['agreement']> }) => {
  const { t } = useTranslation()
  const { known } = useNames()
  const { issuer, issuerName, title, terms, files, power, deal } = agreement
  const names = useMemo(
    () => new Map([...known, ...(issuerName === null ? [] : [[issuer, issuerName] as const])]),
    [known, issuer, issuerName],
  )
  return (
    <Section title={t('deals.taken.title', { title })} {...(deal === null ? {} : { aside: <DealPill status={deal.status} /> })}>
      <Stack gap="sm">
        <Text size="sm">{t('deals.taken.about')}</Text>
        <DealNames value={names}>
          <OfferTermList terms={terms} power={power} issuer={issuerName}>
            <Text component="dt" size="sm" c="dimmed">
              {t('deals.side.issuer')}
            </Text>
            <dd>
              <Person account={issuer} name={issuerName} size={18} />
            </dd>
          </OfferTermList>
        </DealNames>
        {files.length > 0 &&
          (deal === null ? (
            <Text size="sm">{t('deals.taken.files', { count: files.length })}</Text>
          ) : (
            <TermFiles space={deal.space} hashes={files} />
          ))}
        <HashText label={t('deals.taken.hash')} value={terms.termsHash} />
        {deal !== null && (
          <Anchor component={Link} to={`/deals/${deal.space}`} size="sm">
            {t('deals.taken.open')}
          </Anchor>
        )}
      </Stack>
    </Section>
  )
}
