import { Text } from '@mantine/core'
import { Sum } from './Sum.tsx'

/** An amount with what it is, in a line. */
export const Figure = ({ label, token, units }: { readonly label: string; readonly token: string; readonly units: string }) => (
  <Text size="sm" component="span">
    <Text span size="xs" c="dimmed">
      {label}{' '}
    </Text>
    <Sum token={token} units={units} fw={550} />
  </Text>
)
