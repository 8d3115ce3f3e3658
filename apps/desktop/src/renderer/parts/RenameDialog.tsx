import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../api/useCommand.ts'
import { ErrorNotice } from './ErrorNotice.tsx'

type RenameDialogProps<Input, Output> = {
  readonly title: string
  readonly label: string
  readonly about: string
  /** The present name. */
  readonly name: string
  readonly maxLength: number
  readonly command: Command<Input, Output>
  readonly input: (name: string) => Omit<Input, 'requestId'>
  readonly onClose: () => void
}

/** Asks for another name. The present one changes nothing. */
export const RenameDialog = <Input, Output>({
  title,
  label,
  about,
  name,
  maxLength,
  command,
  input,
  onClose,
}: RenameDialogProps<Input, Output>) => {
  const { t } = useTranslation()
  const [written, write] = useState(name)
  const next = written.trim()
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (next === name) onClose()
          else if (next !== '') command.mutate(input(next))
        }}
      >
        <Stack>
          <TextInput
            label={label}
            description={about}
            value={written}
            maxLength={maxLength}
            required
            data-autofocus
            onChange={(event) => write(event.currentTarget.value)}
          />
          {command.error !== null && <ErrorNotice error={command.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('parts.cancel')}
            </Button>
            <Button type="submit" disabled={next === ''} loading={command.isPending}>
              {t('parts.rename')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
