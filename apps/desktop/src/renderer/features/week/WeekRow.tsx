import { Anchor, Box, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconPlayerSkipForward } from '@tabler/icons-react'
import type { ComponentProps, CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { When } from '../../parts/When.tsx'
import { supportLooks } from '../ballots/BallotMark.tsx'
import type { SupportName } from '../ballots/BallotMark.tsx'
import { VotesField } from '../ballots/VotesField.tsx'
import type { ProposalSummary } from '../proposals/isUnderWay.ts'
import { spends } from './creditsBeside.ts'
import shared from '../ballots/choice.module.css'
import classes from './week.module.css'

/** `votes` only where they cost credits. */
export type Answer = { readonly support: SupportName | null; readonly reason: string; readonly votes: number }

const choices = ['for', 'against', 'abstain', null] as const
const looksOf = (choice: SupportName | null) =>
  choice === null ? ([IconPlayerSkipForward, 'var(--mantine-color-dimmed)'] as const) : supportLooks[choice]

type WeekRowProps = {
  readonly space: string
  readonly proposal: ProposalSummary
  readonly answer: Answer
  /** What is left for this answer beside the others of the sheet, where votes cost credits. */
  readonly credits: ComponentProps<typeof VotesField>['credits'] | null
  readonly change: (answer: Answer) => void
}

/** One proposal of the week: what it asks in words, and one's answer or none. */
export const WeekRow = ({ space, proposal, answer, credits, change }: WeekRowProps) => {
  const { t } = useTranslation()
  const say = useSentence()
  const { decision, title, author, authorName, asks, closesAt } = proposal
  return (
    <Box component="section" className="card" p="md" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
          <Box style={{ minWidth: 0 }}>
            <Anchor component={Link} to={`/dao/${space}/proposals/${decision}`} fw={600} c="inherit" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Anchor>
            <Group gap="sm" mt={4}>
              <Text size="sm" fw={550}>
                {say(asks)}
              </Text>
              <Person account={author} name={authorName} size={18} />
            </Group>
          </Box>
          <When at={closesAt * 1_000} />
        </Group>
        <fieldset className={[shared.choices, classes.choices].join(' ')}>
          <VisuallyHidden component="legend">{t('week.choice', { title })}</VisuallyHidden>
          {choices.map((name) => {
            const [Icon, color] = looksOf(name)
            return (
              <label
                key={name ?? 'skip'}
                className={[shared.choice, classes.choice].join(' ')}
                style={{ '--support': color } as CSSProperties}
              >
                <input
                  type="radio"
                  name={decision}
                  checked={answer.support === name}
                  onChange={() => change({ ...answer, support: name })}
                />
                <Icon size={17} aria-hidden />
                <span>{name === null ? t('week.skip') : t(`ballot.${name}`)}</span>
              </label>
            )
          })}
        </fieldset>
        {credits !== null && spends(answer) && (
          <VotesField credits={credits} votes={answer.votes} change={(votes) => change({ ...answer, votes })} />
        )}
        {answer.support !== null && (
          <TextInput
            label={t('ballot.reason')}
            size="sm"
            maxLength={300}
            value={answer.reason}
            onChange={(event) => change({ ...answer, reason: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Box>
  )
}
