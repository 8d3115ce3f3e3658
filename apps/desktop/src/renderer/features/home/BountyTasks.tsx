import { Box } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'
import { IconArrowNarrowRight, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { RowOfWork } from '../../parts/RowOfWork.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useNames } from '../bounties/useNames.ts'

type Task = InferClientOutputs<NodeClient>['bounties']['tasks'][number]

const TaskRow = ({ task }: { readonly task: Task }) => {
  const { t, i18n } = useTranslation()
  const { call } = useNames()
  const { kind, action, by, as, space, title, until, asked } = task
  const who =
    by.length === 0 ? t('bounties.task.anybody') : new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(by.map(call))
  const Icon = kind === 'owe' ? IconArrowNarrowRight : IconHourglass
  return (
    <Link to={asked !== null && space !== null ? `/dao/${space}/proposals/${asked}` : `/bounties/${task.bounty}`} className="row">
      <RowOfWork
        icon={Icon}
        color={kind === 'owe' ? 'var(--warn)' : 'var(--mantine-color-dimmed)'}
        title={title}
        aside={
          <>
            {until > 0 && (
              <Box visibleFrom="sm">
                <When at={until * 1_000} size="xs" />
              </Box>
            )}
            <Sum token={task.token} units={task.amount} fw={600} />
          </>
        }
      >
        {asked !== null
          ? t(`bounties.task.asked.${action}`)
          : kind === 'owe'
            ? t(`bounties.task.owe.${action}`)
            : t(`bounties.task.wait.${action}`, { who })}
        {space !== null && ` · ${t('bounties.asDao', { name: call(as) })}`}
      </RowOfWork>
    </Link>
  )
}

/** What this member and its DAOs owe in bounties, or what they wait for, the nearest end first. */
export const BountyTasks = ({ kind }: { readonly kind: Task['kind'] }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data } = useQuery(queries.bounties.tasks.queryOptions())
  const tasks = (data ?? []).filter((task) => task.kind === kind)
  if (tasks.length === 0) return null
  return (
    <Section title={t(`bounties.task.${kind}Title`)} padded={false}>
      <div className="rows">
        <Portions rows={tasks}>
          {(task) => <TaskRow key={`${task.bounty}${task.node ?? ''}${task.action}${task.as}`} task={task} />}
        </Portions>
      </div>
    </Section>
  )
}
