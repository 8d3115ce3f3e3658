import { Box, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

type NothingProps = { readonly icon: ReactNode; readonly title: string; readonly teach: string; readonly children?: ReactNode }

/** An empty place that teaches: what will stand here and how it comes about. */
export const Nothing = ({ icon, title, teach, children }: NothingProps) => (
  <Stack align="center" gap={10} py={44} px="lg" ta="center">
    <Box c="dimmed" lh={0} aria-hidden>
      {icon}
    </Box>
    <Text fw={600}>{title}</Text>
    <Text size="sm" c="dimmed" maw={440}>
      {teach}
    </Text>
    {children !== undefined && <Group mt={8}>{children}</Group>}
  </Stack>
)
