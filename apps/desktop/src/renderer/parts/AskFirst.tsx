import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Command } from '../api/useCommand.ts'
import { ErrorNotice } from './ErrorNotice.tsx'

type AskFirstProps<Input, Output> = {
  /** What the button says, and again the one that does it. */
  readonly label: string
  readonly title: string
  /** What it means, and whether it can be taken back. */
  readonly about: string
  readonly command: Command<Input, Output>
  readonly input: Omit<Input, 'requestId'>
} & Pick<ButtonProps, 'size' | 'variant' | 'color'>

/** A button for what cannot be taken back: it says what that means before anything happens. */
export const AskFirst = <Input, Output>({ label, title, about, command, input, ...looks }: AskFirstProps<Input, Output>) => {
  const { t } = useTranslation()
  const [asking, ask] = useDisclosure(false)
  return (
    <>
      <Button variant="default" {...looks} onClick={ask.open}>
        {label}
      </Button>
      {asking && (
        <Modal opened onClose={ask.close} title={title} closeButtonProps={{ 'aria-label': t('parts.close') }}>
          <Stack>
            <Text size="sm">{about}</Text>
            {command.error !== null && <ErrorNotice error={command.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={ask.close} data-autofocus>
                {t('parts.cancel')}
              </Button>
              <Button color="red" loading={command.isPending} onClick={() => command.mutate(input, { onSuccess: ask.close })}>
                {label}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </>
  )
}
