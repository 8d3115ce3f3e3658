import { Box, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TermValue } from './TermValue.tsx'
import type { OfferRow } from './deals.ts'
import classes from './deals.module.css'

const shown = ['amount', 'deliverBy', 'validUntil', 'reviewPeriod', 'reviewer', 'arbiter', 'defaultSplit'] as const

type OfferTermListProps = {
  readonly terms: OfferRow['terms']
  readonly power: string | null
  readonly issuer: string | null
  readonly children?: ReactNode
}

/** What an offer says, term by term, in words; `power` is that in the issuing DAO, `children` what stands before it. */
export const OfferTermList = ({ terms, power, issuer, children }: OfferTermListProps) => {
  const { t } = useTranslation()
  return (
    <dl className={classes.terms}>
      {children}
      {shown.map((field) => (
        <Box key={field} style={{ display: 'contents' }}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`deals.terms.${field}`)}
          </Text>
          <dd>
            <TermValue field={field} value={String(terms[field])} token={terms.token} />
            {field === 'amount' && power !== null && (
              <Text component="span" size="sm" className="numbers">
                {' '}
                {t('deals.promise.and', { power, issuer: issuer ?? t('deals.side.issuer') })}
              </Text>
            )}
          </dd>
        </Box>
      ))}
    </dl>
  )
}
