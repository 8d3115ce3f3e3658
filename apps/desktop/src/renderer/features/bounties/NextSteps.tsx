import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import { ClaimAct } from './acts/ClaimAct.tsx'
import { MoveDialog } from './acts/MoveDialog.tsx'
import type { Bounty, Move } from './bounties.ts'
import { NotNow } from './NotNow.tsx'
import { useMine } from './useMine.ts'
import { useMoney } from './useMoney.ts'
import { useNames } from './useNames.ts'

/** The order in which steps are offered: what carries on first, what ends it last. */
const order = [
  'fund',
  'deliver',
  'accept',
  'object',
  'contest',
  'rule',
  'release',
  'refund',
  'payout',
  'split',
  'settle',
  'cancel',
] as const

/** What can be done about the bounty itself, each thing once; payouts of all parts are one. */
const topMoves = ({ moves }: Bounty): readonly Move[] =>
  order.flatMap((name) => moves.find(({ move, node }) => move === name && (node === null || name === 'payout')) ?? [])

type StepProps = { readonly bounty: Bounty; readonly move: Move; readonly first: boolean; readonly act: () => void }

const StepRow = ({ bounty, move, first, act }: StepProps) => {
  const { t } = useTranslation()
  const { account } = useMine()
  const { call } = useNames()
  const variant = first ? 'filled' : 'default'
  const name = move.move
  return (
    <Group component="li" justify="space-between" gap="md" wrap="nowrap" align="flex-start">
      <Stack gap={2} style={{ minWidth: 0 }}>
        <Text size="sm">{t(name === 'accept' && bounty.status === 'funded' ? 'bounties.can.acceptEarly' : `bounties.can.${name}`)}</Text>
        <Group gap="sm">
          {move.as !== account && !move.alone && (
            <Text size="xs" c="dimmed">
              {t('bounties.asDao', { name: call(move.as) })}
            </Text>
          )}
          {move.until > 0 && (
            <Text size="xs" c="dimmed" component="div">
              {t('bounties.step.until')} <Deadline seconds={move.until} size="xs" />
            </Text>
          )}
        </Group>
      </Stack>
      {name === 'split' ? (
        <Button component={Link} to={`/bounties/${bounty.bounty}/split`} size="xs" variant={variant} style={{ flex: 'none' }}>
          {t('bounties.do.split')}
        </Button>
      ) : name === 'fund' && bounty.deal !== null ? (
        <Button component={Link} to={`/deals/${bounty.deal}`} size="xs" variant={variant} style={{ flex: 'none' }}>
          {t('bounties.do.fund')}
        </Button>
      ) : (
        <Button size="xs" variant={variant} style={{ flex: 'none' }} onClick={act}>
          {t(`bounties.do.${name}`)}
        </Button>
      )}
    </Group>
  )
}

/** What carries on, and what nobody decides on already, is what the screen asks for first; to pay before anything was delivered never is. */
const leads = ({ status, asked }: Bounty, { move, as }: Move): boolean =>
  !(move === 'accept' && status === 'funded') && !asked.some(({ step, dao }) => step === move && dao === as)

/** What can be done now and by whom: one's own steps with their buttons, whose turn it is otherwise, and why the rest cannot be done. */
export const NextSteps = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const money = useMoney()
  const { call } = useNames()
  const [doing, setDoing] = useState<Move | null>(null)
  const [claiming, setClaiming] = useState<Bounty['credits'][number] | null>(null)
  const moves = topMoves(bounty)
  return (
    <Section title={t('bounties.now')}>
      <Stack gap="md">
        {bounty.asked.map(({ space, dao, decision, title }) => (
          <Group key={decision} gap={2} style={{ columnGap: 6 }}>
            <Text size="sm">{t('bounties.asked', { name: call(dao) })}</Text>
            <Anchor component={Link} to={`/dao/${space}/proposals/${decision}`} size="sm">
              {title}
            </Anchor>
          </Group>
        ))}
        {moves.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('bounties.nothingToDo')}
          </Text>
        )}
        <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
          {moves.map((move, at) => (
            <StepRow key={move.move} bounty={bounty} move={move} first={at === 0 && leads(bounty, move)} act={() => setDoing(move)} />
          ))}
          {bounty.credits.map((credit) => (
            <Group key={`${credit.vault}${credit.account}`} component="li" justify="space-between" gap="md" wrap="nowrap">
              <Text size="sm">{t('bounties.credit', { amount: money.say(credit.token ?? bounty.token, credit.amount) })}</Text>
              <Button size="xs" variant="default" style={{ flex: 'none' }} onClick={() => setClaiming(credit)}>
                {t('bounties.do.claim')}
              </Button>
            </Group>
          ))}
        </Stack>
        <NotNow bounty={bounty} />
      </Stack>
      {doing !== null && <MoveDialog bounty={bounty} move={doing} onClose={() => setDoing(null)} />}
      {claiming !== null && <ClaimAct bounty={bounty} credit={claiming} onClose={() => setClaiming(null)} />}
    </Section>
  )
}
