import { Anchor, Button, Group, Stack, Text, Textarea, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { isUnderWay } from '../proposals/isUnderWay.ts'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { BallotMark, supportLooks } from './BallotMark.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import type { SupportName } from './BallotMark.tsx'
import { VotesField } from './VotesField.tsx'
import shared from './choice.module.css'
import classes from './ballots.module.css'

const choices = ['for', 'against', 'abstain'] as const

type BallotBoxProps = { readonly space: string; readonly proposal: Proposal }

/** Choosing is done here, signing only in the trusted window. A later ballot replaces an earlier one. */
export const BallotBox = ({ space, proposal }: BallotBoxProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [choice, setChoice] = useState<SupportName | null>(null)
  const [reason, setReason] = useState('')
  const [revoking, setRevoking] = useState(false)
  const { credits } = proposal
  // Without a vote a For would weigh nothing.
  const [votes, setVotes] = useState(credits === null ? 0 : credits.mine || Math.min(1, credits.most))
  // Who abstains takes part, and spends nothing.
  const spends = credits !== null && (choice === 'for' || choice === 'against')
  const cast = useCommand(client.ballots.cast, () => {
    setChoice(null)
    setReason('')
  })
  const submit = (): void => {
    if (choice !== null)
      cast.mutate({
        space,
        choices: [{ decision: proposal.decision, support: choice, ...(spends ? { votes } : {}) }],
        reason: reason.trim(),
      })
  }
  return (
    <Section title={t('ballot.title')}>
      <Stack gap="md">
        {proposal.mine !== null && (
          <Group gap={8}>
            <Text size="sm">{t('ballot.yours')}</Text>
            <BallotMark support={proposal.mine} />
            {credits !== null && credits.mine > 0 && <Text size="sm">{t('ballot.spent', { count: credits.mine })}</Text>}
            {/* Elsewhere the newest ballot alone counts. */}
            {credits === null && isUnderWay(proposal) && (
              <Anchor component="button" type="button" size="sm" onClick={() => setRevoking(true)}>
                {t('revoke.show')}
              </Anchor>
            )}
          </Group>
        )}
        <fieldset className={[shared.choices, classes.choices].join(' ')}>
          <VisuallyHidden component="legend">{t('ballot.choice')}</VisuallyHidden>
          {choices.map((name) => {
            const [Icon, color] = supportLooks[name]
            return (
              <label key={name} className={[shared.choice, classes.choice].join(' ')} style={{ '--support': color } as CSSProperties}>
                <input type="radio" name="support" value={name} checked={choice === name} onChange={() => setChoice(name)} />
                <Icon size={19} aria-hidden />
                <span>{t(`ballot.${name}`)}</span>
              </label>
            )
          })}
        </fieldset>
        {spends && <VotesField credits={credits} votes={votes} change={setVotes} />}
        {choice !== null && (
          <Textarea
            label={t('ballot.reason')}
            description={t('ballot.reasonAbout')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={16_000}
            maxRows={8}
          />
        )}
        {/* Where votes cost credits a record counts the newest ballot alone. */}
        {choice === 'for' && credits === null && (
          <Text size="sm" c="dimmed">
            {t('ballot.forMeans')}
          </Text>
        )}
        {cast.isPending && <SigningNotice what={t('ballot.waiting')} />}
        {cast.error !== null && <ErrorNotice error={cast.error} />}
        {!cast.isPending && (
          <Group justify="space-between">
            <Text size="xs" c="dimmed" style={{ flex: '1 1 160px' }}>
              {t(choice === null ? 'ballot.chooseFirst' : 'ballot.signedThere')}
            </Text>
            <Button onClick={submit} disabled={choice === null}>
              {proposal.mine === null ? t('ballot.cast') : t('ballot.recast')}
            </Button>
          </Group>
        )}
        {revoking && <RevokeDialog space={space} onClose={() => setRevoking(false)} />}
      </Stack>
    </Section>
  )
}
