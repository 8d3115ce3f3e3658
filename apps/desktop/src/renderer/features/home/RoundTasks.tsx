import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconSeeding } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Deadline } from '../../parts/Deadline.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { RowOfWork } from '../../parts/RowOfWork.tsx'
import { Section } from '../../parts/Section.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useNames } from '../bounties/useNames.ts'

/** Rounds that end soon and got nothing from this member yet, and what is due of rounds that ended. */
export const RoundTasks = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { call } = useNames()
  const { data } = useQuery(queries.rounds.tasks.queryOptions())
  if (data === undefined || data.length === 0) return null
  return (
    <Section title={t('rounds.task.title')} padded={false}>
      <div className="rows">
        <Portions rows={data}>
          {(task) => (
            <Link
              key={`${task.round}${task.action}${task.as ?? ''}`}
              to="/confederation/rounds/$round"
              params={{ round: task.round }}
              className="row"
            >
              <RowOfWork
                icon={IconSeeding}
                color="var(--warn)"
                title={task.title ?? task.round.slice(0, 10)}
                aside={
                  <>
                    {task.until > 0 && <Deadline seconds={task.until} size="xs" />}
                    {task.amount !== '0' && <Sum token={task.token} units={task.amount} fw={600} />}
                  </>
                }
              >
                {t(`rounds.task.${task.action}`)}
                {task.space !== null && task.as !== null && ` · ${t('bounties.asDao', { name: call(task.as) })}`}
              </RowOfWork>
            </Link>
          )}
        </Portions>
      </div>
    </Section>
  )
}
