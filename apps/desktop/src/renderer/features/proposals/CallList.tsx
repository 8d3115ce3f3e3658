import type { CallRow } from './callRow.ts'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { CallCard } from './CallCard.tsx'

type CallListProps = {
  readonly calls: readonly CallRow[]
  /** Nothing is tried out any more. */
  readonly past?: boolean
  /** They work only together with those of another DAO, so none is tried out. */
  readonly paired?: boolean
  /** What members are called. */
  readonly names?: ReadonlyMap<string, string>
}

/** What enacting would do, in order, all or nothing. */
export const CallList = ({ calls, past = false, paired = false, names }: CallListProps) => {
  const { t } = useTranslation()
  return (
    <Section
      title={t('calls.title')}
      padded={false}
      aside={
        calls.length > 1 ? (
          <Text size="sm" c="dimmed">
            {t('calls.allOrNothing')}
          </Text>
        ) : undefined
      }
    >
      {calls.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('calls.none')}
        </Text>
      ) : (
        <div className="rows">
          {calls.map((call, at) => (
            <CallCard key={`${at}${call.target}${call.data}`} call={call} number={at + 1} past={past} paired={paired} names={names} />
          ))}
        </div>
      )}
    </Section>
  )
}
