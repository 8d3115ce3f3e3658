import { Group, Stack, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { PetnameButton } from '../petnames/PetnameButton.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Deal, Party } from './deals.ts'

/** Somebody who takes part, and whether a device of theirs is in the deal yet. */
const Participant = ({
  of: { account, name, online, here },
}: {
  readonly of: Pick<Party['members'][number], 'account' | 'name' | 'online' | 'here'>
}) => {
  const { t } = useTranslation()
  return (
    <Group gap="xs" justify="space-between">
      <Person account={account} name={name} size={18} online={online} />
      {!here && (
        <Text size="xs" c="dimmed">
          {t('deals.notHere')}
        </Text>
      )}
    </Group>
  )
}

/** One party with its members, and who of them is in the deal. */
export const PartyBox = ({ title, party }: { readonly title: string; readonly party: Party }) => {
  const { t } = useTranslation()
  return (
    <Section title={title}>
      <Stack gap="sm">
        <Group gap={4} wrap="nowrap">
          <Person account={party.account} name={party.name} self={party.mine && party.kind === 'person'} />
          {!party.mine && <PetnameButton account={party.account} />}
        </Group>
        {party.kind === 'dao' && (
          <Text size="xs" c="dimmed">
            {t('deals.asOne')}
          </Text>
        )}
        {party.kind === 'dao' && party.members.map((member) => <Participant key={member.account} of={member} />)}
        {party.kind === 'person' && party.members.some(({ here }) => !here) && (
          <Text size="xs" c="dimmed">
            {t('deals.notHere')}
          </Text>
        )}
      </Stack>
    </Section>
  )
}

/** Whom both sides agreed on as arbiter. */
const Arbiters = ({ deal }: { readonly deal: Deal }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('deals.terms.arbiter')}>
      <Stack gap="sm">
        {deal.arbiters.map((one) => (
          <Fragment key={one.account}>
            <Participant of={one} />
            {one.kind === 'dao' && (
              <Stack
                component="ul"
                aria-label={t('deals.arbiterPeople', { name: one.name ?? '' })}
                gap="xs"
                m={0}
                pl="md"
                style={{ listStyle: 'none' }}
              >
                {one.members.map((member) => (
                  <li key={member.account}>
                    <Participant of={member} />
                  </li>
                ))}
              </Stack>
            )}
          </Fragment>
        ))}
        <Text size="xs" c="dimmed">
          {t(!deal.arbiter ? 'deals.arbiterReads' : deal.arbiters.some(({ kind }) => kind === 'dao') ? 'deals.daoRules' : 'deals.youRule')}
        </Text>
      </Stack>
    </Section>
  )
}

/** Both ends of the deal and their arbiter, with who of them is in it. */
export const Parties = ({ deal }: { readonly deal: Deal }) => {
  const { t } = useTranslation()
  return (
    <>
      <PartyBox title={t('deals.side.issuer')} party={deal.issuer} />
      <PartyBox title={t('deals.side.hunter')} party={deal.hunter} />
      {deal.arbiters.length > 0 && <Arbiters deal={deal} />}
    </>
  )
}
