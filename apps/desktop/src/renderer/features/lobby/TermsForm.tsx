import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { RuleFields } from './RuleFields.tsx'
import { SeatTable } from './SeatTable.tsx'
import type { Seat } from './SeatTable.tsx'
import type { Lobby } from './foundingStage.ts'
import { rulePresets } from './rulePresets.ts'

/** 100 each: shares can be divided later without fractions. */
const firstSeat = (account: string): Seat => ({ account, power: 1, shares: 100 })

const seatOf = ({ account, power, shares }: { readonly account: string; readonly power: string; readonly shares: string }): Seat => ({
  account,
  power: Number(power),
  shares: Number(shares),
})

type TermsFormProps = {
  readonly lobby: Lobby
  /** Where terms were proposed before: they stand in the form, and stay as they are when it is left. */
  readonly onClose?: () => void
}

/** The founder's proposal: who has how much power and how many shares, and by which rules decisions are made. */
export const TermsForm = ({ lobby, onClose }: TermsFormProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const before = lobby.proposal?.genesis
  const propose = useCommand(client.lobbies.propose, onClose)
  const [seats, setSeats] = useState<readonly Seat[]>(() => (before?.members ?? []).map(seatOf))
  const [rules, setRules] = useState(before?.rules ?? rulePresets.equals)
  const daos = new Set<string>(lobby.daos.map(({ account }) => account))
  const all = [...lobby.members, ...lobby.daos].map(({ account }) => seats.find((seat) => seat.account === account) ?? firstSeat(account))
  // Who comes for a DAO alone is left out with nothing.
  const present = all.filter(({ power, shares }) => power + shares > 0)
  const powers = present.reduce((sum, { power }) => sum + power, 0)
  const shares = present.reduce((sum, seat) => sum + seat.shares, 0)
  const problem = powers === 0 ? t('terms.noPower') : shares === 0 ? t('terms.noShares') : null

  const submit = (): void =>
    propose.mutate({
      space: lobby.space,
      members: present.map(({ account, power, shares }) => ({
        account,
        power: String(power),
        shares: String(shares),
        kind: daos.has(account) ? 'contract' : 'key',
      })),
      rules,
    })

  return (
    <Stack gap="xl">
      <Section title={t('terms.seats')} padded={false}>
        <Text size="sm" c="dimmed" p="md" pb={4}>
          {t('terms.seatsAbout')}
        </Text>
        <SeatTable lobby={lobby} seats={all} change={(seat) => setSeats(all.map((old) => (old.account === seat.account ? seat : old)))} />
      </Section>
      <Section title={t('terms.rules')}>
        <RuleFields rules={rules} change={setRules} members={present.length} />
      </Section>
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
      {propose.isPending && <SigningNotice what={t('cosign.waiting')} />}
      {propose.error !== null && <ErrorNotice error={propose.error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>
          {present.length < 2 ? t('terms.waitOthers') : t('terms.everybodySigns')}
        </Text>
        <Group gap="xs">
          {onClose !== undefined && (
            <Button variant="default" onClick={onClose}>
              {t('parts.cancel')}
            </Button>
          )}
          <Button onClick={submit} loading={propose.isPending} disabled={problem !== null}>
            {t('terms.propose')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
