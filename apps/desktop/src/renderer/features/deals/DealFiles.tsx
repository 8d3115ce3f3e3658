import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { DropPlace } from '../files/DropPlace.tsx'
import { FileRow } from '../files/FileRow.tsx'
import type { Deal } from './deals.ts'

/** The files that both sides share in a deal; what belongs to the terms is chosen in an offer. */
export const DealFiles = ({ deal }: { readonly deal: Deal }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.files.list.queryOptions({ input: { space: deal.space } }))
  return (
    <Section title={t('deals.files.title')}>
      <Stack gap="md">
        {deal.sides.length > 0 && <DropPlace space={deal.space} />}
        <Loaded query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('deals.files.none')}
              </Text>
            ) : (
              <ul className="rows" style={{ margin: 0, padding: 0 }}>
                {rows.toReversed().map((row) => (
                  <FileRow key={row.entry} space={deal.space} row={row} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Stack>
    </Section>
  )
}
