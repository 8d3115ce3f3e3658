import { Group, Stack, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Sum } from '../budgets/Sum.tsx'

type Dao = { readonly space: string; readonly name: string }

/** Budgets that close soon and in which this member has not pledged; nothing where there is none. */
export const BudgetReminders = ({ daos }: { readonly daos: readonly Dao[] }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const answers = useQueries({ queries: daos.map(({ space }) => queries.budgets.reminders.queryOptions({ input: { space } })) })
  const rows = daos.flatMap((dao, at) => (answers[at]?.data ?? []).map((budget) => ({ dao, budget })))
  if (rows.length === 0) return null
  return (
    <Section title={t('budgets.reminders')} padded={false}>
      <div className="rows">
        {rows.map(({ dao, budget }) => (
          <Link key={budget.budget} to="/dao/$space/budgets/$budget" params={{ space: dao.space, budget: budget.budget }} className="row">
            <Group justify="space-between" wrap="nowrap" gap="md">
              <Stack gap={2} style={{ minWidth: 0 }}>
                <Text fw={550} truncate>
                  {budget.title}
                </Text>
                <Text size="sm" c="dimmed">
                  {t('budgets.remind', { name: dao.name })}
                </Text>
              </Stack>
              <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
                <Sum token={budget.token} amount={budget.amount} />
                <Group gap={4} c="var(--warn)">
                  <Text size="sm">{t('budgets.closesWhen')}</Text>
                  <When at={budget.closesAt * 1000} />
                </Group>
              </Group>
            </Group>
          </Link>
        ))}
      </div>
    </Section>
  )
}
