import { Alert, Anchor, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCalendarRepeat } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { BudgetStatus } from './BudgetStatus.tsx'
import { PeriodicBudgetDialog } from './PeriodicBudgetDialog.tsx'
import { Sum } from './Sum.tsx'

const second = 1000

/** The budget of each week or month that the members agreed on, with its calendar; where there is none, how to propose one. */
export const PeriodicBudget = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const [asking, dialog] = useDisclosure(false)
  const { data } = useQuery(queries.budgets.periodic.queryOptions({ input: { space } }))
  if (data === undefined) return null
  const { rule, rounds, proposal } = data
  const now = rounds.find(({ present }) => present)?.period ?? -1
  const wordOf = (period: number) =>
    period === now ? ('periodic.opening' as const) : period > now ? ('periodic.toCome' as const) : ('periodic.missed' as const)
  return (
    <Section
      title={t('periodic.title')}
      aside={
        <Button size="xs" variant="default" leftSection={<IconCalendarRepeat size={15} aria-hidden />} onClick={dialog.open}>
          {t(rule === null ? 'periodic.propose' : 'periodic.change')}
        </Button>
      }
    >
      <Stack gap="md">
        {rule === null ? (
          <Text size="sm" c="dimmed">
            {t('periodic.none')}
          </Text>
        ) : (
          <>
            <Group gap="xs" align="baseline">
              <Sum token={rule.token} amount={rule.amount} />
              <Text size="sm">{t(`periodic.each.${rule.every}`, { name: rule.name })}</Text>
            </Group>
            <Table.ScrollContainer minWidth={420}>
              <Table aria-label={t('periodic.calendar')}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('periodic.round')}</Table.Th>
                    <Table.Th scope="col">{t('periodic.begins')}</Table.Th>
                    <Table.Th scope="col">{t('periodic.pledgesUntil')}</Table.Th>
                    <Table.Th scope="col">{t('periodic.state')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rounds.map(({ period, title, begins, ends, present, budget, status }) => (
                    <Table.Tr key={period} aria-current={present ? 'date' : undefined} style={present ? { fontWeight: 600 } : {}}>
                      <Table.Td>
                        {budget === null ? (
                          title
                        ) : (
                          <Anchor component={Link} to={`/dao/${space}/budgets/${budget}`} fz="inherit">
                            {title}
                          </Anchor>
                        )}
                      </Table.Td>
                      <Table.Td>
                        <When at={begins * second} />
                      </Table.Td>
                      <Table.Td>
                        <When at={ends * second} />
                      </Table.Td>
                      <Table.Td>
                        {status === null ? (
                          <Text size="sm" c="dimmed" fw={400}>
                            {t(wordOf(period))}
                          </Text>
                        ) : (
                          <BudgetStatus status={status} />
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
        {proposal !== null && (
          <Alert variant="light" icon={<IconCalendarRepeat size={18} />}>
            <Group justify="space-between">
              <Text size="sm">{t('periodic.proposed')}</Text>
              <Anchor component={Link} to={`/dao/${space}/proposals/${proposal}`} size="sm">
                {t('periodic.proposal')}
              </Anchor>
            </Group>
          </Alert>
        )}
      </Stack>
      {asking && <PeriodicBudgetDialog space={space} inForce={rule !== null} onClose={dialog.close} />}
    </Section>
  )
}
