import { Box, Group, Text } from '@mantine/core'
import type { IconCoins } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type RowOfWorkProps = {
  readonly icon: typeof IconCoins
  readonly color: string
  /** As somebody wrote it. */
  readonly title: string
  /** What of it concerns the reader. */
  readonly children: ReactNode
  /** When, and how much. */
  readonly aside?: ReactNode
}

/** The inside of a line of the inbox, where each is a link. */
export const RowOfWork = ({ icon: Icon, color, title, children, aside }: RowOfWorkProps) => (
  <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
    <Group gap="sm" wrap="nowrap" align="flex-start" style={{ minWidth: 0 }}>
      <Icon size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} color={color} />
      <Box style={{ minWidth: 0 }}>
        <Text fw={550} truncate>
          <bdi>{title}</bdi>
        </Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </Box>
    </Group>
    {aside !== undefined && (
      <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
        {aside}
      </Group>
    )}
  </Group>
)
