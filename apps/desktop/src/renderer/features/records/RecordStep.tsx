import { Box, Group, Stack, Text } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleDot, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type StepState = 'ahead' | 'now' | 'done' | 'failed'

const icons = {
  ahead: <IconCircle size={18} color="var(--mantine-color-dimmed)" aria-hidden />,
  now: <IconCircleDot size={18} color="var(--mantine-color-anchor)" aria-hidden />,
  done: <IconCircleCheckFilled size={18} color="var(--for)" aria-hidden />,
  failed: <IconCircleX size={18} color="var(--against)" aria-hidden />,
} as const satisfies Record<StepState, ReactNode>

type RecordStepProps = { readonly state: StepState; readonly title: string; readonly children?: ReactNode }

/** One step of the recorded path: an icon, a name, and what there is to know or do. */
export const RecordStep = ({ state, title, children }: RecordStepProps) => (
  <Group component="li" gap={9} wrap="nowrap" align="flex-start" {...(state === 'now' ? { 'aria-current': 'step' } : {})}>
    <Box mt={2} style={{ flex: 'none', lineHeight: 0 }}>
      {icons[state]}
    </Box>
    <Stack gap={6} style={{ minWidth: 0, flex: 1 }}>
      <Text size="sm" fw={state === 'now' ? 650 : 500} c={state === 'ahead' ? 'dimmed' : 'var(--mantine-color-text)'}>
        {title}
      </Text>
      {children}
    </Stack>
  </Group>
)
