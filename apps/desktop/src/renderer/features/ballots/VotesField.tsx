import { NumberInput, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Proposal } from '../proposals/isUnderWay.ts'

type VotesFieldProps = {
  readonly credits: Pick<NonNullable<Proposal['credits']>, 'left' | 'total' | 'most'>
  readonly votes: number
  readonly change: (votes: number) => void
}

/** How many votes a ballot spends: each more costs more than the one before. */
export const VotesField = ({ credits: { left, total, most }, votes, change }: VotesFieldProps) => {
  const { t } = useTranslation()
  const cost = votes * votes
  return (
    <Stack gap={4}>
      <NumberInput
        label={t('ballot.spend')}
        description={t('ballot.spendAbout', { left, total, most })}
        value={votes}
        min={0}
        max={most}
        step={1}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        onChange={(value) => change(typeof value === 'number' ? value : 0)}
      />
      <Text size="sm" className="numbers" aria-live="polite">
        {t('ballot.cost', { cost, rest: left - cost })}
      </Text>
    </Stack>
  )
}
