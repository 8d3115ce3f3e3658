import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { useNow } from '../../parts/useNow.ts'
import { ProposalStatePill } from '../proposals/ProposalStatePill.tsx'
import type { BudgetDetails } from './budgets.ts'

/** How the budget ends: who proposed its payments, and the button that does. */
export const Closing = ({ space, page }: { readonly space: string; readonly page: BudgetDetails }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const now = useNow()
  const close = useCommand(client.budgets.close, ({ decisions }) => {
    const [decision] = decisions
    if (decision !== undefined) void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  const isEarly = page.closesAt * 1000 > now
  const isShort = page.treasury !== null && BigInt(page.treasury) < BigInt(page.amount)
  return (
    <Section title={t('budgets.closing')}>
      <Stack gap="md">
        {page.closings.map(({ author, authorName, decisions }) => (
          <Stack key={decisions[0]?.decision} gap={4}>
            <Person account={author} name={authorName} size={20} />
            {decisions.map(({ decision, state }, part) => (
              <Group key={decision} gap="sm">
                <Anchor component={Link} to={`/dao/${space}/proposals/${decision}`} size="sm">
                  {decisions.length === 1 ? t('budgets.toProposal') : t('budgets.toPart', { part: part + 1, of: decisions.length })}
                </Anchor>
                <ProposalStatePill state={state} />
              </Group>
            ))}
          </Stack>
        ))}
        {page.status !== 'paid' && (
          <>
            <Text size="sm" c="dimmed">
              {page.closings.length > 0 ? t('budgets.another') : t('budgets.closeAbout')}
            </Text>
            {isShort && (
              <Alert color="amber" variant="light">
                {t('budgets.short')}
              </Alert>
            )}
            <Group>
              <Button
                size="xs"
                variant={page.closings.length > 0 ? 'default' : 'filled'}
                disabled={isEarly || page.pledged === 0}
                loading={close.isPending}
                onClick={() => close.mutate({ space, budget: page.budget, without: [] })}
              >
                {t('budgets.close')}
              </Button>
              {(isEarly || page.pledged === 0) && (
                <Text size="sm" c="dimmed" style={{ flex: '1 1 160px' }}>
                  {t(isEarly ? 'budgets.closeEarly' : 'budgets.closeEmpty')}
                </Text>
              )}
            </Group>
            {close.error !== null && <ErrorNotice error={close.error} />}
          </>
        )}
      </Stack>
    </Section>
  )
}
