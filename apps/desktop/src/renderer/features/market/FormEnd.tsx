import { Button, Group, Text } from '@mantine/core'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

type FormEndProps = { readonly error: Error | null; readonly note: string; readonly go: string; readonly pending: boolean }

/** What went wrong, what sending means, and the button. */
export const FormEnd = ({ error, note, go, pending }: FormEndProps) => (
  <>
    {error !== null && <ErrorNotice error={error} />}
    <Group justify="space-between" align="center">
      <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>
        {note}
      </Text>
      <Button type="submit" loading={pending}>
        {go}
      </Button>
    </Group>
  </>
)
