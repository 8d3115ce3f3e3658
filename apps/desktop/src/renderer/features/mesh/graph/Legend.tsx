import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './graph.module.css'

/** What lines mean, never by colour alone; from afar, that a click goes nearer. */
export const Legend = ({ far, power }: { readonly far: boolean; readonly power: 'off' | 'none' | 'shown' }) => {
  const { t } = useTranslation()
  return (
    <Group gap="md" className={classes.legend ?? ''}>
      <span>{t(far ? 'mesh.legend.far' : 'mesh.legend.flow')}</span>
      {!far &&
        (['open', 'objected', 'settled'] as const).map((state) => (
          <span key={state} className={classes[state]}>
            <span className={classes.line} data-state={state} /> {t(`mesh.state.${state}`)}
          </span>
        ))}
      {power === 'none' && <span>{t('mesh.power.noneHere')}</span>}
      {power === 'shown' && (
        <span className={classes['power']}>
          <span className={classes.line} data-state="power" /> {t('mesh.power.legend')}
        </span>
      )}
    </Group>
  )
}
