import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../parts/ErrorNotice.tsx'

type UnderstoodProps = {
  /** What to do. */
  readonly todo: string
  readonly dismiss: { readonly isPending: boolean; readonly error: Error | null }
  readonly onRead: () => void
}

/** The end of what is said on every screen until it was read: what to do, and that one has read it. */
export const Understood = ({ todo, dismiss, onRead }: UnderstoodProps) => {
  const { t } = useTranslation()
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" fw={600} style={{ flex: '1 1 20rem' }}>
          {todo}
        </Text>
        <Button size="xs" variant="default" loading={dismiss.isPending} onClick={onRead}>
          {t('damage.understood')}
        </Button>
      </Group>
      {dismiss.error !== null && <ErrorNotice error={dismiss.error} />}
    </>
  )
}
