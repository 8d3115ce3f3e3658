import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { lengthOfTime } from '../../format/duration.ts'
import { percentOf } from '../../format/percent.ts'
import { Deadline } from '../../parts/Deadline.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Bounty } from './bounties.ts'
import { Party } from './Party.tsx'
import { runningDeadlines } from './runningDeadlines.ts'
import { Sum } from './Sum.tsx'
import { useMine } from './useMine.ts'

export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Group justify="space-between" gap="xs" align="baseline" wrap="nowrap">
    <Text component="dt" size="sm" c="dimmed">
      {label}
    </Text>
    <Text component="dd" size="sm" m={0} ta="right" style={{ minWidth: 'min-content' }}>
      {children}
    </Text>
  </Group>
)

const FactList = ({ children }: { readonly children: ReactNode }) => (
  <Stack component="dl" gap={8} m={0}>
    {children}
  </Stack>
)

/** What the two agreed on, in words, and the hash by which the chain knows it. */
export const AgreementFacts = ({ bounty: { bounty, agreement } }: { readonly bounty: Bounty }) => {
  const { t, i18n } = useTranslation()
  return (
    <Section title={t('bounties.agreement')}>
      <Stack gap="md">
        <FactList>
          <Fact label={t('deals.side.issuer')}>
            <Party account={agreement.issuer} />
          </Fact>
          <Fact label={t('deals.side.hunter')}>
            <Party account={agreement.hunter} />
          </Fact>
          <Fact label={t('deals.terms.reviewer')}>
            <Party account={agreement.reviewer} />
          </Fact>
          <Fact label={t('deals.terms.arbiter')}>
            <Party account={agreement.arbiter} />
          </Fact>
          <Fact label={t('deals.terms.reviewPeriod')}>{lengthOfTime(agreement.reviewPeriod, i18n.language)}</Fact>
        </FactList>
        <Text size="xs" c="dimmed">
          {t('bounties.silent', { part: percentOf(agreement.defaultSplit, i18n.language) })}
        </Text>
        <HashText label={t('bounties.id')} value={bounty} />
      </Stack>
    </Section>
  )
}

/** Where the money is. */
export const MoneyFacts = ({ bounty: { token, amount, money, status, hunter } }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { daos } = useMine()
  const earner = money.paid === '0' ? undefined : daos.find(({ dao }) => dao === hunter)
  const rows = ['paid', 'payable', 'waiting', 'returned'] as const
  return (
    <Section title={t('bounties.money.title')}>
      <FactList>
        <Fact label={t(status === 'none' ? 'bounties.money.promised' : 'bounties.money.all')}>
          <Sum token={token} units={amount} fw={600} size="md" />
        </Fact>
        {rows
          .filter((row) => BigInt(money[row]) > 0n)
          .map((row) => (
            <Fact key={row} label={t(`bounties.money.${row}`)}>
              <Sum token={token} units={money[row]} />
            </Fact>
          ))}
      </FactList>
      {earner !== undefined && (
        <Anchor component={Link} to={`/dao/${earner.space}`} size="sm" mt="sm" display="block">
          {t('bounties.money.income', { name: earner.name })}
        </Anchor>
      )}
    </Section>
  )
}

/** Times of the chain by which something must be done; nothing where none runs. */
export const Deadlines = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { deadlines } = bounty
  const running = runningDeadlines(bounty)
  if (running.length === 0) return null
  return (
    <Section title={t('bounties.deadlines.title')}>
      <FactList>
        {running.map((one) => (
          <Fact key={one} label={t(`bounties.deadlines.${one}`)}>
            <Deadline seconds={deadlines[one]} />
          </Fact>
        ))}
      </FactList>
    </Section>
  )
}
