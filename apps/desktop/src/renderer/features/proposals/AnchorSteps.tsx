import { Group, Text } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleX, IconLoader } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const steps = ['queued', 'sent', 'anchored', 'final'] as const

/** queued → sent → anchored → final. A failure stands where it happened. */
export const AnchorSteps = ({ state }: { readonly state: (typeof steps)[number] | 'failed' }) => {
  const { t } = useTranslation()
  const at = state === 'failed' ? 1 : steps.indexOf(state)
  const iconOf = (index: number) => {
    if (state === 'failed' && index === at) return <IconCircleX size={17} color="var(--against)" aria-hidden />
    if (index < at || state === 'final') return <IconCircleCheckFilled size={17} color="var(--for)" aria-hidden />
    if (index === at) return <IconLoader size={17} color="var(--mantine-color-anchor)" aria-hidden />
    return <IconCircle size={17} color="var(--mantine-color-dimmed)" aria-hidden />
  }
  return (
    <Group component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }} aria-live="polite" aria-label={t('anchor.title')}>
      {steps.map((step, index) => (
        <Group key={step} component="li" gap={5} wrap="nowrap" {...(index === at ? { 'aria-current': 'step' } : {})}>
          {iconOf(index)}
          <Text size="sm" fw={index === at ? 600 : 400} c={index > at ? 'dimmed' : 'var(--mantine-color-text)'}>
            {state === 'failed' && index === at ? t('anchor.step.failed') : t(`anchor.step.${step}`)}
          </Text>
        </Group>
      ))}
    </Group>
  )
}
