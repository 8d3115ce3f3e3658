import { Group, List, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { takesBallots } from '../proposals/isUnderWay.ts'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { supportLooks } from './BallotMark.tsx'
import { TallyWeights } from './TallyWeights.tsx'
import classes from './ballots.module.css'

const supports = ['for', 'against', 'abstain'] as const

const part = (weight: string, total: string): string =>
  total === '0' ? '0%' : `${Number((BigInt(weight) * 10_000n) / BigInt(total)) / 100}%`

/** The live tally with the rule that it is judged by, in words. */
export const TallyView = ({ proposal }: { readonly proposal: Proposal }) => {
  const { tally } = proposal
  const { t } = useTranslation()
  const say = useSentence()
  // What would follow is of no use once it has; who alone may send it is said by name beside.
  const explanation = tally.explanation.filter(
    ({ key }) => (takesBallots(proposal) || !key.startsWith('outcome.')) && key !== 'obstacle.executor',
  )
  return (
    <Section title={t('tallyView.title')}>
      <Stack gap="md">
        <div className={classes.bar} aria-hidden>
          {supports.map(
            (name) =>
              tally[name] !== '0' && <span key={name} className={classes[name]} style={{ width: part(tally[name], tally.total) }} />,
          )}
        </div>
        <Group component="ul" gap="lg" m={0} p={0} style={{ listStyle: 'none' }} aria-live="polite" aria-atomic>
          {supports.map((name) => {
            const [Icon, color] = supportLooks[name]
            return (
              <Group key={name} component="li" gap={6} wrap="nowrap">
                <Icon size={15} color={color} aria-hidden />
                <Text size="sm">{t(`ballot.${name}`)}</Text>
                <Text size="sm" fw={650} className="numbers">
                  {tally[name]}
                </Text>
              </Group>
            )
          })}
          <Group component="li" gap={6} wrap="nowrap">
            <Text size="sm" c="dimmed">
              {t('tallyView.uncast')}
            </Text>
            <Text size="sm" c="dimmed" className="numbers">
              {t('tallyView.ofTotal', { weight: tally.uncast, total: tally.total })}
            </Text>
          </Group>
        </Group>
        <Stack gap={6}>
          {(
            [
              ['quorum', tally.quorumReached],
              ['threshold', tally.thresholdReached],
              ['decisive', tally.decisive],
            ] as const
          )
            // What is recorded is decided by its window.
            .filter(([mark]) => mark !== 'decisive' || proposal.record.start === null)
            .map(([mark, reached]) => (
              <Group key={mark} gap={7} wrap="nowrap">
                {reached ? (
                  <IconCircleCheckFilled size={16} color="var(--for)" aria-hidden style={{ flex: 'none' }} />
                ) : (
                  <IconCircleDashed size={16} color="var(--mantine-color-dimmed)" aria-hidden style={{ flex: 'none' }} />
                )}
                <Text size="sm">{t(`tallyView.${mark}`)}</Text>
                <Text size="sm" c="dimmed">
                  {reached ? t('tallyView.reached') : t('tallyView.notYet')}
                </Text>
              </Group>
            ))}
        </Stack>
        {explanation.length > 0 && (
          <List size="sm" c="dimmed" spacing={3} aria-label={t('tallyView.rule')}>
            {explanation.map((sentence) => (
              <List.Item key={sentence.key}>{say(sentence)}</List.Item>
            ))}
          </List>
        )}
        <TallyWeights tally={tally} />
        {takesBallots(proposal) && <VisuallyHidden>{t('tallyView.live')}</VisuallyHidden>}
      </Stack>
    </Section>
  )
}
