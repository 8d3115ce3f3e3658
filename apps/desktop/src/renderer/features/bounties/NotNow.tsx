import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Bounty } from './bounties.ts'
import { dayOf } from './dayOf.ts'
import { useCalled } from './useCalled.ts'
import classes from './bounties.module.css'

type Blocked = Bounty['blocked'][number]

/** Whose turn it is, where it is not this member's; below that everything else with the reason why it cannot be done. */
export const NotNow = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const { blocked } = bounty
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' })
  const others = blocked.filter(({ reason, who }) => reason === 'notYours' && who.length > 0)
  const rest = blocked.filter((one) => !others.includes(one))
  const why = ({ reason, at }: Blocked): string => t(`bounties.why.${reason}`, { day: at > 0 ? dayOf(at, i18n.language) : '' })
  return (
    <>
      {others.length > 0 && (
        <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('bounties.others')}>
          {others.map(({ move, node, who }) => (
            <Text key={`${move}${node ?? ''}`} component="li" size="sm" c="dimmed">
              {t(`bounties.other.${move}`, { who: list.format(who.map((account) => called(bounty, account))) })}
            </Text>
          ))}
        </Stack>
      )}
      {rest.length > 0 && (
        <details className={classes.more}>
          <summary>{t('bounties.notNow')}</summary>
          <Stack component="ul" gap={6} mt={8} mb={0} p={0} style={{ listStyle: 'none' }}>
            {rest.map((one) => (
              <Text key={`${one.move}${one.node ?? ''}`} component="li" size="sm" c="dimmed">
                {t('bounties.notNowLine', { what: t(`bounties.do.${one.move}`), why: why(one) })}
              </Text>
            ))}
          </Stack>
        </details>
      )}
    </>
  )
}
