import { Text } from '@mantine/core'

type WhyNotProps = {
  /** null: nothing hinders it. */
  readonly why: string | null
  readonly id?: string
}

/** Why the button beside it can not be pressed yet. */
export const WhyNot = ({ why, id }: WhyNotProps) =>
  why === null ? null : (
    <Text size="sm" c="dimmed" ta="right" id={id} style={{ flex: '1 1 200px' }}>
      {why}
    </Text>
  )
