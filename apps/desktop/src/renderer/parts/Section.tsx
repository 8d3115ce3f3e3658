import { Box, Group, Title } from '@mantine/core'
import { useId } from 'react'
import type { ReactNode } from 'react'

type SectionProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode; readonly padded?: boolean }

/** A titled part of a screen on its own surface. */
export const Section = ({ title, aside, children, padded = true }: SectionProps) => {
  const heading = useId()
  return (
    <Box component="section" aria-labelledby={heading}>
      <Group justify="space-between" mb={8} mih={28} wrap="nowrap">
        <Title order={2} id={heading} fz="sm" fw={600}>
          {title}
        </Title>
        {aside}
      </Group>
      <Box className="card" {...(padded ? { p: 'md' } : {})}>
        {children}
      </Box>
    </Box>
  )
}
