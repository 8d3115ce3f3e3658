import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { WhyNot } from '../../parts/WhyNot.tsx'
import { DaoSeen, type useAccountSeen } from '../nested/DaoSeen.tsx'
import { SeatFields, type SeatTerms } from './SeatFields.tsx'

type SeatDialogProps = {
  readonly title: string
  readonly about: string
  /** Which DAO is the other one. */
  readonly field: ReactNode
  readonly seen: ReturnType<typeof useAccountSeen>
  /** The other DAO gives the seat, instead of taking it. */
  readonly isOuter: boolean
  readonly terms: SeatTerms
  readonly change: (terms: SeatTerms) => void
  /** What goes with the seat. */
  readonly beside?: ReactNode
  readonly go: string
  /** What is proposed, or null while it cannot be. */
  readonly propose: (() => void) | null
  readonly command: { readonly isPending: boolean; readonly error: unknown }
  readonly onClose: () => void
}

/** Puts to the vote that a DAO gets a seat in another one, from either side: which, on what terms, and who is in it. */
export const SeatDialog = ({
  title,
  about,
  field,
  seen,
  isOuter,
  terms,
  change,
  beside,
  go,
  propose,
  command,
  onClose,
}: SeatDialogProps) => {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        {field}
        <DaoSeen query={seen} isOuter={isOuter} />
        <SeatFields terms={terms} change={change} />
        {beside}
        {command.error !== null && <ErrorNotice error={command.error} />}
        <Group justify="flex-end">
          <WhyNot why={propose === null ? t('parts.fillFirst') : null} />
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={propose === null}
            loading={command.isPending}
            onClick={() => propose?.()}
          >
            {go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
