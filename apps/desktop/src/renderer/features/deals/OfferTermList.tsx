import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TermValue } from './TermValue.tsx'
import type { OfferRow } from './deals.ts'
import classes from './deals.module.css'

const shown = ['amount', 'deliverBy', 'validUntil', 'reviewPeriod', 'reviewer', 'arbiter', 'defaultSplit'] as const

/** What an offer says, term by term, in words. */
export const OfferTermList = ({ terms }: { readonly terms: OfferRow['terms'] }) => {
  const { t } = useTranslation()
  return (
    <dl className={classes.terms}>
      {shown.map((field) => (
        <Box key={field} style={{ display: 'contents' }}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`deals.terms.${field}`)}
          </Text>
          <dd>
            <TermValue field={field} value={String(terms[field])} token={terms.token} />
          </dd>
        </Box>
      ))}
    </dl>
  )
}
