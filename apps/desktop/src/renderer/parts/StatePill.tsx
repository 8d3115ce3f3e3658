import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

type StatePillProps = { readonly icon: ReactNode; readonly children: string; readonly color: string }

/** A state by icon, word and colour together. */
export const StatePill = ({ icon, children, color }: StatePillProps) => (
  <Group
    gap={5}
    wrap="nowrap"
    component="span"
    display="inline-flex"
    px={8}
    py={2}
    style={{ borderRadius: 99, background: `color-mix(in srgb, ${color} 12%, transparent)`, color, whiteSpace: 'nowrap', flex: 'none' }}
  >
    <span aria-hidden style={{ lineHeight: 0 }}>
      {icon}
    </span>
    <Text component="span" size="xs" fw={600} c="inherit" className="state">
      {children}
    </Text>
  </Group>
)
