import { Anchor, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconArrowLeft } from '@tabler/icons-react'

/** The way back to the list that a page belongs to, above its title. */
export const BackLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <Anchor component={Link} to={to} size="sm" c="dimmed" mb={8} display="inline-block">
    <Group gap={5}>
      <IconArrowLeft size={14} aria-hidden />
      {children}
    </Group>
  </Anchor>
)
