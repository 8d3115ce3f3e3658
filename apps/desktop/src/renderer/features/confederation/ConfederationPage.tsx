import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/Page.tsx'
import { RoundList } from '../rounds/RoundList.tsx'
import { type ConfederationSearch, type ConfederationView, confederationViews } from './views.ts'

const parts: Record<ConfederationView, ComponentType> = { rounds: RoundList }

/** What DAOs do together: rounds of public goods, DAOs as members, partnerships. */
export const ConfederationPage = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { view = 'rounds' }: ConfederationSearch = useSearch({ from: '/confederation' })
  const Part = parts[view]
  return (
    <Page
      title={t('confederation.title')}
      about={t(`confederation.about.${view}`)}
      actions={
        <SegmentedControl
          aria-label={t('confederation.view.label')}
          data={confederationViews.map((value) => ({ value, label: t(`confederation.view.${value}`) }))}
          value={view}
          onChange={(value) => {
            void navigate({
              to: '/confederation',
              search: { view: confederationViews.find((one) => one === value) ?? 'rounds' },
              replace: true,
            })
          }}
        />
      }
    >
      <Part />
    </Page>
  )
}
