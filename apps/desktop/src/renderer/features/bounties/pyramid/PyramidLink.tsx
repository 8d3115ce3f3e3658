import { Alert, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconSitemap } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import type { Bounty } from '../bounties.ts'
import { openIn } from './pyramid.ts'

/** Of a bounty that is passed on, or can be: parts that were agreed on in deals and are not on the chain, and the way to the whole pyramid. */
export const PyramidLink = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.bounties.pyramid.queryOptions({ input: { bounty: bounty.bounty } }))
  if (query.data === undefined || query.data.rows.length === 0) return null
  const count = query.data.step === 'none' ? 0 : openIn(query.data).length
  return (
    <Alert color={count > 0 ? 'amber' : 'gray'} variant="light" icon={<IconSitemap size={18} />}>
      <Group justify="space-between" gap="md">
        <Text size="sm">{count > 0 ? t('bounties.pyramid.waiting', { count }) : t('bounties.pyramid.all')}</Text>
        <Button component={Link} to={`/bounties/${bounty.bounty}/pyramid`} size="xs" variant="default">
          {t('bounties.pyramid.open')}
        </Button>
      </Group>
    </Alert>
  )
}
