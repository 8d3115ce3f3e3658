import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconCoins } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import { BudgetStatus } from './BudgetStatus.tsx'
import { OpenBudgetDialog } from './OpenBudgetDialog.tsx'
import { PeriodicBudget } from './PeriodicBudget.tsx'
import { Sum } from './Sum.tsx'

/** The budgets of a DAO, newest first: what each gives, and whether it waits for this member. */
export const BudgetsPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/budgets' })
  const hasLeft = useHasLeft(space)
  const [opening, dialog] = useDisclosure(false)
  const query = useQuery(queries.budgets.list.queryOptions({ input: { space } }))
  return (
    <Page
      title={t('budgets.title')}
      about={t('budgets.about')}
      actions={
        hasLeft ? undefined : (
          <Button leftSection={<IconCoins size={16} aria-hidden />} onClick={dialog.open}>
            {t('budgets.open')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(list) => (
          <div className="card">
            {list.length === 0 ? (
              <Nothing icon={<IconCoins size={28} stroke={1.5} />} title={t('budgets.noneTitle')} teach={t('budgets.noneTeach')} />
            ) : (
              <div className="rows">
                <Portions rows={list}>
                  {(row) => (
                    <Link key={row.budget} to="/dao/$space/budgets/$budget" params={{ space, budget: row.budget }} className="row">
                      <Group justify="space-between" wrap="nowrap" gap="md">
                        <Text fw={550} truncate>
                          {row.title}
                        </Text>
                        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
                          {row.status === 'open' && row.may && !row.did && (
                            <Text size="xs" fw={600} c="var(--warn)">
                              {t('budgets.awaitsYou')}
                            </Text>
                          )}
                          <Text size="xs" c="dimmed" className="numbers" visibleFrom="sm">
                            {t('budgets.pledgedCount', { count: row.pledged, of: row.of })}
                          </Text>
                          <Sum token={row.token} amount={row.amount} />
                          <BudgetStatus status={row.status} />
                        </Group>
                      </Group>
                    </Link>
                  )}
                </Portions>
              </div>
            )}
          </div>
        )}
      </Loaded>
      {!hasLeft && <PeriodicBudget space={space} />}
      <OpenBudgetDialog key={opening ? 'open' : 'closed'} space={space} opened={opening} onClose={dialog.close} />
    </Page>
  )
}
