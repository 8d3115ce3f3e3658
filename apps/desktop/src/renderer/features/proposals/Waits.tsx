import { Anchor, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Proposal } from './isUnderWay.ts'

type WaitsProps = { readonly space: string; readonly proposal: Proposal }

/** What a decision comes after and who alone may send it, and what of that is still missing, the farthest first. */
export const Waits = ({ space, proposal: { after, executor, partnership, spinOff, ...proposal } }: WaitsProps) => {
  const { t } = useTranslation()
  // The contract that carries out a partnership or a spin-off is said in words, not by its address.
  const isSaid = partnership !== null || spinOff !== null
  const waits = proposal.waits.filter(({ kind }) => !isSaid || kind !== 'executor')
  if (after === null && executor === null && waits.length === 0) return null
  const named = ({ decision, title }: { readonly decision: string; readonly title: string | null }) =>
    title === null ? (
      <Text component="span" size="sm" ff="monospace">
        {decision.slice(0, 10)}
      </Text>
    ) : (
      <Anchor component={Link} to={`/dao/${space}/proposals/${decision}`} size="sm" underline="always" style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Anchor>
    )
  return (
    <Section title={t('waits.title')}>
      <Stack gap="sm">
        {after !== null && (
          <Text size="sm">
            {t('waits.after')} {named(after)}
            {after.enacted && <> ({t('waits.done')})</>}
          </Text>
        )}
        {executor !== null && isSaid && <Text size="sm">{t(partnership === null ? 'waits.spinOff' : 'waits.pair')}</Text>}
        {executor !== null && !isSaid && (
          <Text size="sm" component="div">
            {t('waits.executor')} <Person account={executor.account} name={executor.name} self={executor.self} size={18} />
          </Text>
        )}
        {waits.length > 0 && (
          <>
            <Text size="sm" fw={600}>
              {t('waits.missing')}
            </Text>
            <List size="sm" type="ordered" spacing={3}>
              {waits.map((wait) => (
                <List.Item key={`${wait.kind}${'decision' in wait ? wait.decision : ''}`}>
                  {wait.kind === 'after' && (
                    <>
                      {named(wait)} <span>{t(`waits.known.${wait.known}`)}</span>
                    </>
                  )}
                  {wait.kind === 'executor' && <span>{t('waits.sender', { name: wait.name ?? shortAddress(wait.account) })}</span>}
                  {wait.kind === 'cycle' && (
                    <>
                      <span>{t('waits.cycle')}</span>
                      <List size="sm">
                        {wait.decisions.map((one, i) => (
                          <List.Item key={`${one.decision}${i === 0 ? '' : i}`}>{named(one)}</List.Item>
                        ))}
                      </List>
                    </>
                  )}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
    </Section>
  )
}
