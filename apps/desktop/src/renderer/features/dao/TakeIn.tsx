import { Anchor, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dao } from './dao.ts'

type TakeInProps = {
  readonly dao: Dao
  /** The proposal that takes them in, where there is one. */
  readonly decision: string | null
  readonly name: string
  readonly icon: ReactNode
  readonly onTake: () => void
}

/** Puts somebody who asks for a seat to the vote, or leads to where that is decided. */
export const TakeIn = ({ dao, decision, name, icon, onTake }: TakeInProps) => {
  const { t } = useTranslation()
  return decision === null ? (
    <Button size="xs" leftSection={icon} onClick={onTake} aria-label={t('applicants.takeNamed', { name })}>
      {t('applicants.take')}
    </Button>
  ) : (
    <Anchor component={Link} to={`/dao/${dao.space}/proposals/${decision}`} size="sm">
      {t('applicants.deciding')}
    </Anchor>
  )
}
