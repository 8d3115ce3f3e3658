import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** More rows than a person reads at once; a screen that shows a thousand stands still for seconds at each record that comes. */
const portion = 40

type PortionsProps<T> = {
  readonly rows: readonly T[]
  readonly children: (row: T) => ReactNode
  /** The rows are items of a list. */
  readonly listed?: boolean
}

/** Rows from the first on, and the others as they are asked for. */
export const Portions = <T,>({ rows, children, listed = false }: PortionsProps<T>) => {
  const { t } = useTranslation()
  const [shown, setShown] = useState(portion)
  const left = rows.length - shown
  const more = left > 0 && (
    <UnstyledButton className="row" w="100%" fz="sm" c="var(--mantine-color-anchor)" onClick={() => setShown((before) => before + portion)}>
      {t('parts.more', { count: Math.min(portion, left), left })}
    </UnstyledButton>
  )
  return (
    <>
      {rows.slice(0, shown).map((row) => children(row))}
      {listed && more !== false ? <li>{more}</li> : more}
    </>
  )
}
