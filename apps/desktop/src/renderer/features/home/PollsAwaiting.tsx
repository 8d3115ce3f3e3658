import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { PollRow } from '../polls/PollRow.tsx'
import { pollAwaitsMe } from './awaits.ts'

type PollsAwaitingProps = { readonly daos: readonly { readonly space: string; readonly name: string }[] }

/** Open polls that this member has not answered, the newest first. */
export const PollsAwaiting = ({ daos }: PollsAwaitingProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const lists = useQueries({ queries: daos.map(({ space }) => queries.polls.list.queryOptions({ input: { space } })) })
  const waiting = daos
    .flatMap((dao, at) => (lists[at]?.data ?? []).map((row) => ({ dao, row })))
    .filter(({ row }) => pollAwaitsMe(row))
    .toSorted((a, b) => b.row.openedAt - a.row.openedAt)
  if (waiting.length === 0) return null
  return (
    <Section title={t('home.polls')} padded={false}>
      <div className="rows">
        <Portions rows={waiting}>{({ dao, row }) => <PollRow key={row.poll} space={dao.space} row={row} daoName={dao.name} />}</Portions>
      </div>
    </Section>
  )
}
