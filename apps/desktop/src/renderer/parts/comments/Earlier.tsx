import { UnstyledButton } from '@mantine/core'
import type { useNewest } from './useNewest.ts'

type EarlierProps = Pick<ReturnType<typeof useNewest>, 'from' | 'more'> & { readonly label: string }

/** Brings what was said before; nothing where all of it is shown. */
export const Earlier = ({ from, more, label }: EarlierProps) =>
  from === 0 ? null : (
    <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={more}>
      {label}
    </UnstyledButton>
  )
