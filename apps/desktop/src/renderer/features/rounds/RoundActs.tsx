import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useNames } from '../bounties/useNames.ts'
import { PoolDialog } from './PoolDialog.tsx'
import { type RoundDetails, totalOf } from './rounds.ts'
import { type RoundStep, StepDialog } from './StepDialog.tsx'

/** What a step does stands beside its button, however narrow the column. */
const act = { flex: '1 1 0', minWidth: 0 } as const

/** What this account and its DAOs can do about a round now, beside giving to a project. */
const useSteps = (page: RoundDetails): readonly RoundStep[] => {
  const { account, daos, all } = useMine()
  if (account === null) return []
  const own = (kind: RoundStep['kind'], whose: string): RoundStep => ({ kind, as: whose, alone: true })
  const isOurs = daos.some(({ dao }) => dao === page.confederation)
  switch (page.status) {
    case 'contributing':
      return isOurs ? [{ kind: 'callOff', as: page.confederation, alone: false }] : []
    case 'countable':
      return [own('finalise', account)]
    default: {
      const unpaid = page.projects.some((project) => !project.paid && totalOf(project) > 0n)
      const funders = new Set(
        page.fundings.flatMap(({ funder, back, refunded }) => (!refunded && back !== '0' && all.has(funder) ? [funder] : [])),
      )
      return [
        ...(unpaid ? [own('payout', account)] : []),
        ...page.refunds.filter((one) => all.has(one.account)).map((one) => own('refund', one.account)),
        ...[...funders].map((funder) => own('refundPool', funder)),
      ]
    }
  }
}

/** The next steps of a round, each with what it does; those that need no judgement the app does by itself too. */
export const RoundActs = ({ page }: { readonly page: RoundDetails }) => {
  const { t } = useTranslation()
  const { account } = useMine()
  const { call } = useNames()
  const steps = useSteps(page)
  const [open, setOpen] = useState<RoundStep | 'fund' | null>(null)
  const mayFund = page.status === 'contributing' && account !== null
  return (
    <Section title={t('rounds.now')}>
      <Stack gap="md">
        {!mayFund && steps.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('rounds.nothingToDo')}
          </Text>
        )}
        {mayFund && (
          <Group justify="space-between" gap="md" wrap="nowrap" align="flex-start">
            <Text size="sm" style={act}>
              {t('rounds.can.fund')}
            </Text>
            <Button size="xs" variant="light" style={{ flex: 'none', maxWidth: '60%' }} onClick={() => setOpen('fund')}>
              {t('rounds.do.fund')}
            </Button>
          </Group>
        )}
        {steps.map((step) => (
          <Group key={`${step.kind}${step.as}`} justify="space-between" gap="md" wrap="nowrap" align="flex-start">
            <Text size="sm" style={act}>
              {t(`rounds.can.${step.kind}`, { name: call(step.as) })}
              {step.as !== account && step.kind !== 'callOff' && ` · ${t('bounties.asDao', { name: call(step.as) })}`}
            </Text>
            <Button
              size="xs"
              variant={step.kind === 'callOff' ? 'default' : 'filled'}
              style={{ flex: 'none', maxWidth: '60%' }}
              onClick={() => setOpen(step)}
            >
              {t(`rounds.do.${step.kind}`)}
            </Button>
          </Group>
        ))}
      </Stack>
      {open === 'fund' && <PoolDialog page={page} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'fund' && <StepDialog page={page} step={open} onClose={() => setOpen(null)} />}
    </Section>
  )
}
