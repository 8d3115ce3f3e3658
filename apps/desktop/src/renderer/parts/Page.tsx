import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nameWindow } from './windowTitle.ts'

type PageProps = {
  readonly title: string
  readonly about?: ReactNode
  readonly above?: ReactNode
  /** Stands at the left of the title. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly narrow?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The frame of a screen: its one first-level heading, what can be done here, and the window's title. */
export const Page = ({ title, about, above, lead, actions, narrow = false, wide = false, children }: PageProps) => {
  const { t } = useTranslation()
  useEffect(() => {
    nameWindow(t('app.windowTitle', { title }))
  }, [t, title])
  return (
    <Box maw={narrow ? 640 : wide ? 1720 : 1080} mx="auto" px={{ base: 'md', sm: 'xl' }} py="xl">
      <Stack gap="xl">
        <Box component="header">
          {above}
          <Group justify="space-between" align="flex-start" gap="md">
            {lead}
            <Box style={{ flex: '1 1 260px', minWidth: 0 }}>
              <Title order={1} style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Title>
              {typeof about === 'string' ? (
                <Text c="dimmed" size="md" mt={6} maw={620}>
                  {about}
                </Text>
              ) : (
                about
              )}
            </Box>
            {actions !== undefined && <Group gap="xs">{actions}</Group>}
          </Group>
        </Box>
        {children}
      </Stack>
    </Box>
  )
}
