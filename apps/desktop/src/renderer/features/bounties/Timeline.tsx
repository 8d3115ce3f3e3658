import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { When } from '../../parts/When.tsx'
import { RecordStep } from '../records/RecordStep.tsx'
import type { Bounty } from './bounties.ts'
import { stateWordOf } from './stageOf.ts'
import { type Step, timelineOf } from './timelineOf.ts'

const StepLine = ({ step: { step, state, at, count, of }, returned }: { readonly step: Step; readonly returned: boolean }) => {
  const { t } = useTranslation()
  const word =
    // All of it went to the one who paid: nobody was paid for work.
    returned && step === 'released'
      ? t('bounties.step.returned')
      : state === 'now' && step !== 'paid'
        ? t(`bounties.step.${step}.now`)
        : t(`bounties.step.${step}.is`, { count: count ?? 0, of: of ?? 0 })
  return (
    <RecordStep state={state} title={word}>
      {at !== null && state !== 'ahead' && (
        <Text size="xs" c="dimmed" component="div">
          {state === 'now' ? (
            <>
              {t('bounties.step.until')} <Deadline seconds={at} size="xs" />
            </>
          ) : (
            <When at={at * 1_000} size="xs" />
          )}
        </Text>
      )}
    </RecordStep>
  )
}

/** The state of a bounty as a way with a place on it. */
export const Timeline = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('bounties.timeline')}>
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {timelineOf(bounty).map((step) => (
          <StepLine key={step.step} step={step} returned={stateWordOf(bounty) === 'returned'} />
        ))}
      </Stack>
    </Section>
  )
}
