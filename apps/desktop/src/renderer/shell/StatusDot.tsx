import { Box } from '@mantine/core'

/** A dot beside words; filled or hollow, so that colour is not all that tells. */
export const StatusDot = ({
  color,
  hollow = false,
  busy = false,
}: {
  readonly color: string
  readonly hollow?: boolean
  readonly busy?: boolean
}) => (
  <Box
    component="span"
    aria-hidden
    w={8}
    h={8}
    className={busy ? 'pulse' : undefined}
    style={{ borderRadius: '50%', flex: 'none', background: hollow ? 'transparent' : color, boxShadow: `inset 0 0 0 2px ${color}` }}
  />
)
