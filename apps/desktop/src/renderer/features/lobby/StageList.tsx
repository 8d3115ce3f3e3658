import { Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { stages } from './foundingStage.ts'
import type { Stage } from './foundingStage.ts'

/** The steps of a founding, with the present one marked. */
export const StageList = ({ stage }: { readonly stage: Stage }) => {
  const { t } = useTranslation()
  const at = stages.indexOf(stage)
  return (
    <Group component="ol" gap="xl" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('lobby.stages')}>
      {stages.map((name, index) => (
        <Group key={name} component="li" gap={8} wrap="nowrap" {...(index === at ? { 'aria-current': 'step' } : {})}>
          <span
            aria-hidden
            style={{
              width: 22,
              height: 22,
              borderRadius: '50%',
              display: 'grid',
              placeItems: 'center',
              fontSize: 12,
              fontWeight: 600,
              flex: 'none',
              background: index <= at ? 'var(--mantine-primary-color-filled)' : 'transparent',
              color: index <= at ? '#fff' : 'var(--mantine-color-dimmed)',
              boxShadow: index <= at ? undefined : 'inset 0 0 0 1.5px var(--mantine-color-default-border)',
            }}
          >
            {index < at || stage === 'founded' ? <IconCheck size={13} /> : index + 1}
          </span>
          <Text size="sm" fw={index === at ? 600 : 400} c={index > at ? 'dimmed' : 'var(--mantine-color-text)'}>
            {t(`lobby.step.${name}`)}
          </Text>
        </Group>
      ))}
    </Group>
  )
}
