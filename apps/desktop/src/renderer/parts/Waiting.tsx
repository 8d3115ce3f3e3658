import { Group, Loader, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

type WaitingProps = { readonly what: string; readonly todo?: string; readonly children?: ReactNode }

/** A wait that says what it waits for, and what the person can do meanwhile. */
export const Waiting = ({ what, todo, children }: WaitingProps) => (
  <Stack gap={8} aria-live="polite">
    <Group gap="sm" wrap="nowrap">
      <Loader aria-hidden />
      <Text size="sm" fw={500}>
        {what}
      </Text>
    </Group>
    {todo !== undefined && (
      <Text size="sm" c="dimmed">
        {todo}
      </Text>
    )}
    {children}
  </Stack>
)
