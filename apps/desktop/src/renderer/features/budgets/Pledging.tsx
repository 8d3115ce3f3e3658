import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { IconCoins } from '@tabler/icons-react'
import { AddProject } from './AddProject.tsx'
import type { BudgetDetails } from './budgets.ts'
import { ProjectLine } from './ProjectLine.tsx'

type PledgingProps = { readonly space: string; readonly page: BudgetDetails }

/** The projects with what each would get, and this member's allocation over them. What is not signed yet is shown beside what stands. */
export const Pledging = ({ space, page }: PledgingProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { budget, token, amount, projectRows } = page
  const [mine, setMine] = useState<Readonly<Record<string, number>>>({})
  const standing = Object.fromEntries(projectRows.map((row) => [row.project, Number(row.mine)]))
  const units = (project: string): number => mine[project] ?? standing[project] ?? 0
  const all = Number(page.allocation)
  const used = projectRows.reduce((sum, { project }) => sum + units(project), 0)
  const isChanged = projectRows.some(({ project }) => units(project) !== (standing[project] ?? 0))
  const pledges = projectRows.map(({ project }) => ({ project, amount: String(units(project)) })).filter((line) => line.amount !== '0')
  const estimate = useQuery({
    ...queries.budgets.estimate.queryOptions({ input: { space, budget, pledges } }),
    enabled: isChanged,
    placeholderData: keepPreviousData,
  })
  const then = new Map(isChanged ? estimate.data?.parts.map((part) => [part.project, part.amount]) : [])
  const pledge = useCommand(client.budgets.pledge, () => setMine({}))
  const mayPledge = page.status === 'open' && page.may
  return (
    <Section
      title={t('budgets.projects')}
      padded={false}
      aside={page.status === 'open' ? <AddProject space={space} budget={budget} /> : undefined}
    >
      {projectRows.length === 0 ? (
        <Nothing icon={<IconCoins size={28} stroke={1.5} />} title={t('budgets.noProjectsTitle')} teach={t('budgets.noProjectsTeach')} />
      ) : (
        <ul className="rows" style={{ margin: 0, padding: 0 }}>
          {projectRows.map((project) => (
            <ProjectLine
              key={project.project}
              project={project}
              token={token}
              whole={amount}
              then={then.get(project.project) ?? null}
              pledge={
                mayPledge
                  ? {
                      value: units(project.project),
                      all,
                      most: all - used + units(project.project),
                      change: (value) => setMine({ ...mine, [project.project]: value }),
                    }
                  : null
              }
            />
          ))}
        </ul>
      )}
      {page.more > 0 && (
        <Alert color="amber" variant="light" m="md">
          {t('budgets.more', { count: page.more })}
        </Alert>
      )}
      {mayPledge && projectRows.length > 0 && (
        <Stack gap="sm" p="md" style={{ borderTop: '1px solid var(--line)' }}>
          <Group justify="space-between">
            <Text size="sm" aria-live="polite">
              {t('budgets.used', { used, all })}
            </Text>
            <Group gap="xs">
              {isChanged && (
                <Button size="xs" variant="default" onClick={() => setMine({})}>
                  {t('budgets.undo')}
                </Button>
              )}
              <Button size="xs" disabled={!isChanged} loading={pledge.isPending} onClick={() => pledge.mutate({ space, budget, pledges })}>
                {page.did ? t('budgets.repledge') : t('budgets.pledge')}
              </Button>
            </Group>
          </Group>
          <Progress value={(100 * used) / all} size="sm" aria-label={t('budgets.used', { used, all })} />
          {pledge.isPending && <SigningNotice what={t('budgets.waiting')} />}
          {pledge.error !== null && <ErrorNotice error={pledge.error} />}
        </Stack>
      )}
    </Section>
  )
}
