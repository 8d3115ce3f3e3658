import { useStore } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import type { Placed } from '../layout/layoutBands.ts'
import classes from './graph.module.css'

/** Which row is which, at the left edge: always in sight and always of one size. */
export const Bands = ({ placed, far }: { readonly placed: Placed; readonly far: boolean }) => {
  const { t } = useTranslation()
  const y = useStore(({ transform }) => transform[1])
  const zoom = useStore(({ transform }) => transform[2])
  return (
    <div className={classes.bands} aria-hidden>
      {placed.bands.map((band) => (
        <span
          key={band.row}
          className={classes.band} // From afar beside its boxes, which leave no room above; near, above them.
          style={{ top: band.y * zoom + y - (far ? 4 : 20) }}
        >
          {t('mesh.rowCount', { row: band.row, count: band.count })}
        </span>
      ))}
    </div>
  )
}
