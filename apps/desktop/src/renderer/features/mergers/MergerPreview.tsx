import { Alert, Box, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { RulesInWords } from '../dao/RulesInWords.tsx'
import { MergerMoney } from './MergerMoney.tsx'
import { MergerSeats } from './MergerSeats.tsx'
import { fractionText, type Merger, type MergerNames } from './mergers.ts'

type PreviewProps = { readonly merger: Merger }

const namesOf = ({ from, into }: Merger): MergerNames => ({
  from: from.name ?? shortAddress(from.dao),
  into: into.name ?? shortAddress(into.dao),
})

/** Why it would do nothing now, and what to do then. */
const Stale = ({ merger }: PreviewProps) => {
  const { t } = useTranslation()
  const { from, into } = namesOf(merger)
  const { stale, tokens } = merger
  const short = tokens.filter(({ token }) => stale.short.includes(token)).map(({ symbol, token }) => symbol || shortAddress(token))
  const whys = [
    ...(stale.from ? [t('mergers.stale.roster', { name: from })] : []),
    ...(stale.into ? [t('mergers.stale.roster', { name: into })] : []),
    ...short.map((token) => t('mergers.stale.short', { name: from, token })),
  ]
  if (whys.length === 0) return null
  return (
    <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('mergers.stale.title')}>
      {whys.map((why) => (
        <Text key={why} size="sm">
          {why}
        </Text>
      ))}
      <Text size="sm">{t('mergers.stale.todo')}</Text>
    </Alert>
  )
}

/**
 * What a merger comes to, by the chain now: seats, treasuries, what each could leave with, the rules that hold then, and why it would do nothing. `past`: it
 * happened, or cannot any more; then what the chain holds now says nothing about it.
 */
export const MergerPreview = ({ merger, past = false }: PreviewProps & { readonly past?: boolean }) => {
  const { t } = useTranslation()
  const names = namesOf(merger)
  const { power, shares, pending, rules } = merger
  return (
    <Stack gap="md">
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {t('mergers.goes', names)}
        </Text>
        <Text size="sm">{t('mergers.weights', { ...names, power: fractionText(power), shares: fractionText(shares) })}</Text>
      </Stack>
      {!past && <Stale merger={merger} />}
      <MergerSeats merger={merger} names={names} />
      <MergerMoney merger={merger} names={names} past={past} />
      <Text size="xs" c="dimmed">
        {t('mergers.rest', names)}
      </Text>
      {!past && pending.length > 0 && (
        <Box>
          <Text size="sm">{t('mergers.pending', { name: names.from })}</Text>
          <List size="sm">
            {pending.map(({ decision, title }) => (
              <List.Item key={decision}>{title}</List.Item>
            ))}
          </List>
        </Box>
      )}
      {rules !== null && (
        <details>
          <summary>
            <Text component="span" size="sm">
              {t('mergers.rules', names)}
            </Text>
          </summary>
          <RulesInWords rules={rules} members={merger.members.filter(({ after }) => after !== null).length} />
        </details>
      )}
    </Stack>
  )
}
