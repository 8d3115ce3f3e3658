import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconClockPause, IconLock, IconLockOpen, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Deadline } from '../../parts/Deadline.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatePill } from '../../parts/StatePill.tsx'
import { TransactionState } from '../transactions/TransactionState.tsx'
import { BondDialog, type BondStep } from './BondDialog.tsx'
import type { OwnBond } from './market.ts'

const looks = {
  none: [IconLockOpen, 'var(--mantine-color-dimmed)'],
  low: [IconLockOpen, 'var(--warn)'],
  arriving: [IconClockPause, 'var(--warn)'],
  bonded: [IconShieldCheck, 'var(--for)'],
  leaving: [IconClockPause, 'var(--warn)'],
  free: [IconLock, 'var(--mantine-color-anchor)'],
} as const

/** What can be done next about a bond as it stands; the first is the one that is meant. */
const steps: Readonly<Record<OwnBond['standing'], readonly BondStep[]>> = {
  none: ['bond'],
  low: ['bond', 'unbond'],
  arriving: [],
  bonded: ['unbond'],
  leaving: ['stay'],
  free: ['withdraw', 'stay'],
}

const Bond = ({ bond }: { readonly bond: OwnBond }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const [step, setStep] = useState<BondStep | null>(null)
  const [sent, setSent] = useState<string | null>(null)
  const { data: rows } = useQuery(queries.chain.transactions.queryOptions())
  const row = rows?.find(({ id }) => id === sent)
  const [Icon, color] = looks[bond.standing]
  return (
    <Stack gap="sm" align="flex-start">
      <Group gap="xs" aria-live="polite">
        <StatePill icon={<Icon size={13} />} color={color}>
          {t(`market.bond.standing.${bond.standing}`)}
        </StatePill>
        {bond.amount !== '0' && <Ether wei={bond.amount} fw={600} />}
      </Group>
      <Text size="sm">{t(`market.bond.meaning.${bond.standing}`)}</Text>
      {bond.leavesAt !== null && bond.standing === 'leaving' && <Deadline seconds={bond.leavesAt} />}
      {row !== undefined && row.state !== 'final' && <TransactionState transaction={row} />}
      <Group gap="xs">
        {steps[bond.standing].map((one, i) => (
          <Button key={one} size="xs" {...(i === 0 ? {} : { variant: 'default' })} disabled={bond.moving} onClick={() => setStep(one)}>
            {t(`market.bond.${one}.open`)}
          </Button>
        ))}
      </Group>
      {step !== null && <BondDialog step={step} bond={bond} onSent={setSent} onClose={() => setStep(null)} />}
    </Stack>
  )
}

/** The market bond of one's own account: why there is such a thing, where it stands, what can be done. */
export const BondCard = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.market.ownBond.queryOptions())
  return (
    <Section title={t('market.bond.title')}>
      <Loaded query={query} what={t('market.card.asking')}>
        {(bond) => <Bond bond={bond} />}
      </Loaded>
    </Section>
  )
}
