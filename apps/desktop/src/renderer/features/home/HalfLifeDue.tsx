import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'

type Dao = { readonly space: string; readonly name: string }

const Due = ({ dao, names, proposal }: { readonly dao: Dao; readonly names: string; readonly proposal: string | null }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const { space } = dao
  const propose = useCommand(client.proposals.proposeHalfLife, ({ decision }) => {
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  return (
    <Stack gap={6} className="row">
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Text fw={550}>{t('halfLife.due', { name: dao.name })}</Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {names}
          </Text>
        </Stack>
        {proposal === null ? (
          <Button size="xs" style={{ flex: 'none' }} loading={propose.isPending} onClick={() => propose.mutate({ space })}>
            {t('halfLife.propose')}
          </Button>
        ) : (
          <Anchor component={Link} to={`/dao/${space}/proposals/${proposal}`} size="sm" style={{ flex: 'none' }}>
            {t('halfLife.proposed')}
          </Anchor>
        )}
      </Group>
      {propose.error !== null && <ErrorNotice error={propose.error} />}
    </Stack>
  )
}

/** DAOs whose half-life of power asks for its decision of this period; nothing where none does. */
export const HalfLifeDue = ({ daos }: { readonly daos: readonly Dao[] }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const answers = useQueries({ queries: daos.map(({ space }) => queries.daos.halfLife.queryOptions({ input: { space } })) })
  const due = daos.flatMap((dao, at) => {
    const data = answers[at]?.data
    return data === undefined || data.due.length === 0 ? [] : [{ dao, data }]
  })
  if (due.length === 0) return null
  return (
    <Section title={t('halfLife.title')} padded={false}>
      <div className="rows">
        {due.map(({ dao, data }) => (
          <Due
            key={dao.space}
            dao={dao}
            proposal={data.proposal}
            names={data.due.map(({ name, account, from, to }) => t('halfLife.change', { name: name ?? account, from, to })).join(' · ')}
          />
        ))}
      </div>
    </Section>
  )
}
