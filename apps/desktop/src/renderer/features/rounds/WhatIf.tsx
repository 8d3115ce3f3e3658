import { Group, Select, Slider, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { useMoney } from '../bounties/useMoney.ts'
import { type RoundDetails, type RoundProject, sliderMost, totalOf } from './rounds.ts'

/** A gift that one thinks of: `step` hundredths of the most that the slider reaches. */
export type Thought = { readonly project: number; readonly seat: number; readonly step: number }

export const thoughtAmount = (page: RoundDetails, { step }: Thought): bigint => (sliderMost(page) * BigInt(step)) / 100n

type WhatIfProps = {
  readonly page: RoundDetails
  readonly thought: Thought
  readonly then: readonly RoundProject[] | null
  readonly nameOf: (place: number) => string
  readonly nameOfSeat: (seat: number) => string
  readonly onChange: (thought: Thought) => void
}

/** “If you add x, this project gets y”: moved along a slider, answered by the rule that will count. */
export const WhatIf = ({ page, thought, then, nameOf, nameOfSeat, onChange }: WhatIfProps) => {
  const { t } = useTranslation()
  const { say } = useMoney()
  const { project, seat } = thought
  const amount = say(page.token, thoughtAmount(page, thought))
  const [now, would] = [page.projects[project], then?.[project]]
  return (
    <Section title={t('rounds.whatIf.title')}>
      <Stack gap="md">
        <Group grow align="flex-start">
          <Select
            label={t('rounds.whatIf.project')}
            allowDeselect={false}
            data={page.projects.map((_, place) => ({ value: String(place), label: nameOf(place) }))}
            value={String(project)}
            onChange={(value) => onChange({ ...thought, project: Number(value ?? 0) })}
          />
          <Select
            label={t('rounds.whatIf.seat')}
            allowDeselect={false}
            data={page.seatRows.map((row) => ({ value: String(row.seat), label: nameOfSeat(row.seat) }))}
            value={String(seat)}
            onChange={(value) => onChange({ ...thought, seat: Number(value ?? 0) })}
          />
        </Group>
        <Slider
          value={thought.step}
          max={100}
          label={null}
          thumbLabel={t('rounds.whatIf.amount')}
          thumbProps={{ 'aria-valuetext': amount }}
          onChange={(step) => onChange({ ...thought, step })}
        />
        <Text size="sm" aria-live="polite">
          {thought.step === 0 || now === undefined || would === undefined
            ? t('rounds.whatIf.move')
            : t('rounds.whatIf.gets', {
                amount,
                name: nameOf(project),
                now: say(page.token, totalOf(now)),
                would: say(page.token, totalOf(would)),
                match: say(page.token, BigInt(would.matched) - BigInt(now.matched)),
              })}
        </Text>
      </Stack>
    </Section>
  )
}
