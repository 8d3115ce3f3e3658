import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { awaitsMe, isReady, pollAwaitsMe } from '../home/awaits.ts'
import { useSeatsAsked } from '../home/useSeatsAsked.ts'

/** Something that wants an act of this member. `key` is the same as long as it does. */
export type WaitingItem = {
  readonly key: string
  readonly title: string
  readonly body: string
  readonly open: () => void
}

/** What waits for this member, as the inbox shows it; null until all of it was read once. */
export const useWaitingItems = (): readonly WaitingItem[] | null => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const go = useNavigate()
  const listed = useQuery(queries.daos.list.queryOptions())
  const daos = listed.data ?? []
  const proposals = useQueries({ queries: daos.map(({ space }) => queries.proposals.list.queryOptions({ input: { space } })) })
  const polls = useQueries({ queries: daos.map(({ space }) => queries.polls.list.queryOptions({ input: { space } })) })
  const budgets = useQueries({ queries: daos.map(({ space }) => queries.budgets.reminders.queryOptions({ input: { space } })) })
  const deals = useQuery(queries.deals.list.queryOptions())
  const tasks = useQuery(queries.bounties.tasks.queryOptions())
  const rounds = useQuery(queries.rounds.tasks.queryOptions())
  const sold = useQuery(queries.listings.sold.queryOptions())
  const seats = useSeatsAsked(daos)
  if (seats.isPending || [listed, deals, tasks, rounds, sold, ...proposals, ...polls, ...budgets].some((one) => one.isPending)) return null
  return [
    ...daos.flatMap(({ space, name }, at) =>
      (proposals[at]?.data ?? []).filter(awaitsMe).map(({ decision, title, notice }) => ({
        key: `ballot:${decision}:${notice?.key ?? ''}`,
        title: t('notices.ballot', { name }),
        body: title,
        open: () => void go({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
      })),
    ),
    ...daos.flatMap(({ space, name }, at) =>
      (proposals[at]?.data ?? []).filter(isReady).map(({ decision, title, ready }) => ({
        key: `ready:${decision}:${ready ?? ''}`,
        title: t('notices.ready', { name }),
        body: title,
        open: () => void go({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
      })),
    ),
    ...daos.flatMap(({ space, name }, at) =>
      (polls[at]?.data ?? []).filter(pollAwaitsMe).map(({ poll, question }) => ({
        key: `poll:${poll}`,
        title: t('notices.poll', { name }),
        body: question,
        open: () => void go({ to: '/dao/$space/polls/$poll', params: { space, poll } }),
      })),
    ),
    ...daos.flatMap(({ space, name }, at) =>
      (budgets[at]?.data ?? []).map(({ budget, title }) => ({
        key: `budget:${budget}`,
        title: t('notices.budget', { name }),
        body: title,
        open: () => void go({ to: '/dao/$space/budgets/$budget', params: { space, budget } }),
      })),
    ),
    ...seats.rows.map(({ dao, account, name }) => ({
      key: `seat:${dao.space}:${account}`,
      title: t('notices.seat', { name: dao.name }),
      body: name ?? account,
      open: () => void go({ to: '/dao/$space', params: { space: dao.space } }),
    })),
    ...(deals.data ?? []).flatMap(({ space, title, waits }) =>
      waits === null
        ? []
        : [
            {
              key: `deal:${space}:${waits}`,
              title: t(`deals.waits.${waits}`),
              body: title,
              open: () => void go({ to: '/deals/$space', params: { space } }),
            },
          ],
    ),
    ...(tasks.data ?? [])
      .filter(({ kind }) => kind === 'owe')
      .map(({ bounty, node, action, as, title }) => ({
        key: `task:${bounty}:${node ?? ''}:${action}:${as}`,
        title: t(`bounties.task.owe.${action}`),
        body: title,
        open: () => void go({ to: '/bounties/$bounty', params: { bounty } }),
      })),
    ...(rounds.data ?? []).map(({ round, action, as, title }) => ({
      key: `round:${round}:${action}:${as ?? ''}`,
      title: t(`rounds.task.${action}`),
      body: title ?? round.slice(0, 10),
      open: () => void go({ to: '/confederation/rounds/$round', params: { round } }),
    })),
    ...(sold.data ?? []).map(({ space, name, title, transaction, reader }) => ({
      key: `sold:${transaction}:${reader}`,
      title: t('notices.sold', { name }),
      body: title,
      open: () => void go({ to: '/dao/$space', params: { space } }),
    })),
  ]
}
