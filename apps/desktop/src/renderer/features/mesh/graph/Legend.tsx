import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './graph.module.css'

/** What lines mean, never by colour alone; from afar, that a click goes nearer. */
export const Legend = ({ far }: { readonly far: boolean }) => {
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
    </Group>
  )
}
