import { Box, Group, NumberInput, Slider, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { Person } from '../../parts/Person.tsx'
import { type BudgetProject, partOf } from './budgets.ts'
import { Sum } from './Sum.tsx'
import classes from './budgets.module.css'

type ProjectLineProps = {
  readonly project: BudgetProject
  readonly token: string
  /** The whole budget, for the bars. */
  readonly whole: string
  /** What it would get with the pledge on screen. */
  readonly then: string | null
  /** null: no pledging here. `most` of `all`: what is left of the allocation, with what stands here. */
  readonly pledge: { readonly value: number; readonly all: number; readonly most: number; readonly change: (value: number) => void } | null
}

/** One project: who gets the money, how much as it stands, and how much of my allocation I give it. */
export const ProjectLine = ({ project, token, whole, then, pledge }: ProjectLineProps) => {
  const { t } = useTranslation()
  const name = useId()
  const changed = then !== null && then !== project.amount
  return (
    <Box component="li" p="md" className={classes['project'] ?? ''} aria-labelledby={name}>
      <Stack gap={8}>
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="md">
          <Box style={{ minWidth: 0 }}>
            <Text fw={600} id={name} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{project.name}</bdi>
            </Text>
            <Group gap={2} style={{ columnGap: 16 }}>
              <Group gap={6} wrap="nowrap">
                <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {t('budgets.payee')}
                </Text>
                <AddressText address={project.payee} face />
              </Group>
              <Group gap={6} wrap="nowrap">
                <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {t('budgets.addedBy')}
                </Text>
                <Person account={project.author} name={project.authorName} size={16} />
              </Group>
            </Group>
          </Box>
          <Stack gap={0} align="flex-end" style={{ flex: 'none' }}>
            <Sum token={token} amount={project.amount} fw={650} />
            {changed && (
              <Group gap={5} wrap="nowrap">
                <Text size="xs" c="dimmed">
                  {t('budgets.withYours')}
                </Text>
                <Sum token={token} amount={then} size="xs" fw={650} />
              </Group>
            )}
          </Stack>
        </Group>
        {project.namesake && (
          <Text size="sm" c="var(--warn)">
            {t('budgets.namesake')}
          </Text>
        )}
        {project.text !== '' && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {project.text}
          </Text>
        )}
        <div className={classes['bars']} aria-hidden>
          <span className={classes['now']} style={{ width: partOf(project.amount, whole) }} />
          {changed && <span className={classes['then']} style={{ width: partOf(then, whole) }} />}
        </div>
        <Text size="xs" c="dimmed">
          {t('budgets.pledgedBy', { count: project.pledgers, units: project.pledged })}
        </Text>
        {pledge !== null && (
          <Group wrap="nowrap" gap="md">
            <Slider
              style={{ flex: 1 }}
              value={pledge.value}
              max={pledge.all}
              onChange={(value) => pledge.change(Math.min(value, pledge.most))}
              label={null}
              thumbLabel={t('budgets.pledgeTo', { name: project.name })}
            />
            <NumberInput
              w={96}
              size="xs"
              aria-label={t('budgets.unitsTo', { name: project.name })}
              value={pledge.value}
              min={0}
              max={pledge.most}
              allowDecimal={false}
              clampBehavior="strict"
              onChange={(value) => pledge.change(Number(value) || 0)}
            />
          </Group>
        )}
      </Stack>
    </Box>
  )
}
