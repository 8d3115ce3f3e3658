import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { theme, variables } from './theme.ts'

/** Colours, type and shapes; follows the system until the person chooses. */
export const Looks = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
    <Notifications position="bottom-right" zIndex={1000} />
    {children}
  </MantineProvider>
)
