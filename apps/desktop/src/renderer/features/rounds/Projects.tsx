import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { ProjectBars } from './ProjectBars.tsx'
import { ProjectTable } from './ProjectTable.tsx'
import type { ProjectsProps } from './rounds.ts'

const views = ['chart', 'table'] as const

/** What each project has and is matched with, or would be if contributions ended now: as bars, or as a table. */
export const Projects = (props: ProjectsProps) => {
  const { t } = useTranslation()
  const [view, setView] = useState<(typeof views)[number]>('chart')
  return (
    <Section
      title={t(props.page.status === 'contributing' || props.page.status === 'countable' ? 'rounds.estimate' : 'rounds.projects')}
      padded={false}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('rounds.view.label')}
          data={views.map((value) => ({ value, label: t(`rounds.view.${value}`) }))}
          value={view}
          onChange={(value) => setView(views.find((one) => one === value) ?? 'chart')}
        />
      }
    >
      {view === 'chart' ? <ProjectBars {...props} /> : <ProjectTable {...props} />}
    </Section>
  )
}
