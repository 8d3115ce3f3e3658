import { useQueries, useQuery } from '@tanstack/react-query'
import { IconChecks } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Nothing } from '../../parts/Nothing.tsx'
import { useTogether } from '../../parts/useTogether.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { AwaitingMe } from './AwaitingMe.tsx'
import { awaitsMe, isReady, pollAwaitsMe } from './awaits.ts'
import { BountyTasks } from './BountyTasks.tsx'
import { BudgetReminders } from './BudgetReminders.tsx'
import { DealsWaiting } from './DealsWaiting.tsx'
import { HalfLifeDue } from './HalfLifeDue.tsx'
import { PollsAwaiting } from './PollsAwaiting.tsx'
import { PurchasesWaiting } from './PurchasesWaiting.tsx'
import { ReadyToSend } from './ReadyToSend.tsx'
import { RoundTasks } from './RoundTasks.tsx'
import { SeatsAsked } from './SeatsAsked.tsx'
import { SoldWorks } from './SoldWorks.tsx'
import { useSeatsAsked } from './useSeatsAsked.ts'

type InboxProps = {
  readonly daos: Parameters<typeof useSeatsAsked>[0]
  /** What stands below it. */
  readonly children: ReactNode
}

/** Whether anything waits for this member, by the very answers that the sections show. */
const useWaiting = (daos: InboxProps['daos']) => {
  const { queries } = useApi()
  const proposals = useQueries({ queries: daos.map(({ space }) => queries.proposals.list.queryOptions({ input: { space } })) })
  const polls = useQueries({ queries: daos.map(({ space }) => queries.polls.list.queryOptions({ input: { space } })) })
  const budgets = useQueries({ queries: daos.map(({ space }) => queries.budgets.reminders.queryOptions({ input: { space } })) })
  const halfLives = useQueries({ queries: daos.map(({ space }) => queries.daos.halfLife.queryOptions({ input: { space } })) })
  const deals = useQuery(queries.deals.list.queryOptions())
  const tasks = useQuery(queries.bounties.tasks.queryOptions())
  const rounds = useQuery(queries.rounds.tasks.queryOptions())
  const sold = useQuery(queries.listings.sold.queryOptions())
  const seats = useSeatsAsked(daos)
  const waits =
    proposals.some(({ data }) => data?.some((one) => awaitsMe(one) || isReady(one)) === true) ||
    polls.some(({ data }) => data?.some(pollAwaitsMe) === true) ||
    budgets.some(({ data }) => (data ?? []).length > 0) ||
    halfLives.some(({ data }) => (data?.due ?? []).length > 0) ||
    deals.data?.some((deal) => deal.waits !== null) === true ||
    tasks.data?.some(({ kind }) => kind === 'owe') === true ||
    (rounds.data ?? []).length > 0 ||
    (sold.data ?? []).length > 0 ||
    seats.rows.length > 0
  const isPending =
    seats.isPending || [...proposals, ...polls, ...budgets, ...halfLives, deals, tasks, rounds, sold].some((one) => one.isPending)
  return { waits, isPending }
}

/** What waits for this member, of every kind; that nothing does is said once, and only where it is so. All of it appears together, so nothing moves under a hand. */
export const Inbox = ({ daos, children }: InboxProps) => {
  const { t } = useTranslation()
  const { waits, isPending } = useWaiting(daos)
  const together = useTogether(isPending)
  if (!together) return <Waiting what={t('home.reading')} />
  return (
    <>
      {!waits && !isPending && daos.length > 0 && (
        <div className="card">
          <Nothing icon={<IconChecks size={28} stroke={1.5} />} title={t('home.nothingTitle')} teach={t('home.nothingTeach')} />
        </div>
      )}
      <AwaitingMe daos={daos} />
      <ReadyToSend daos={daos} />
      <PollsAwaiting daos={daos} />
      <SeatsAsked daos={daos} />
      <DealsWaiting />
      <BountyTasks kind="owe" />
      <RoundTasks />
      <SoldWorks />
      <BudgetReminders daos={daos} />
      <HalfLifeDue daos={daos} />
      <BountyTasks kind="wait" />
      <PurchasesWaiting />
      {children}
    </>
  )
}
