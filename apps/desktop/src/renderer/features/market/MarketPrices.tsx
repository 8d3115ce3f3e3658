import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Amount } from '../mesh/Amount.tsx'
import { ConcentrationNote } from '../mesh/protection/Fairness.tsx'

/** Tags whose newest price stands beside the board. */
const shown = 5

/** What such work was paid lately, and in how few hands the paying lies: so that nobody takes the first price for the going one. */
export const MarketPrices = ({ tags }: { readonly tags: readonly string[] }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const [tag = null] = tags
  const query = useQuery(queries.mesh.protection.queryOptions({ input: { token: null, tag } }))
  const [words] = query.data?.tokens ?? []
  if (query.data === undefined || words === undefined) return null
  const newest = [...new Map(query.data.prices.map((row) => [row.tag, row])).values()].slice(0, shown)
  return (
    <Stack gap={6} component="section" aria-label={t('mesh.prices.title')}>
      <Text size="sm" fw={500}>
        {t('mesh.prices.title')}
      </Text>
      {newest.map((row) => (
        <Group key={row.tag} justify="space-between" gap="sm" wrap="nowrap" align="baseline">
          <Text size="sm" truncate>
            {row.tag}
          </Text>
          <Amount units={row.median} of={words} fw={600} />
        </Group>
      ))}
      <ConcentrationNote concentration={query.data.concentration} />
      <Anchor
        size="sm"
        renderRoot={(props) => <Link {...props} to="/mesh" search={{ view: 'prices', ...(tag === null ? {} : { tag }) }} />}
      >
        {t('mesh.prices.more')}
      </Anchor>
    </Stack>
  )
}
