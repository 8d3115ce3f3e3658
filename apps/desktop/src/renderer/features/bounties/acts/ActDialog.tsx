import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../parts/ErrorNotice.tsx'
import { HashText } from '../../../parts/HashText.tsx'
import { OpenSigner } from '../../../parts/OpenSigner.tsx'
import { WhyNot } from '../../../parts/WhyNot.tsx'
import { ActOutcomeView } from './ActOutcomeView.tsx'
import { DryRun } from './DryRun.tsx'
import type { PreviewedAct } from './previewed.ts'
import type { Act } from './useAct.ts'

type ActDialogProps = {
  readonly title: string
  /** What it does, for whom and how much, in a sentence. */
  readonly sentence: string
  /** What the escrow is called with, as it decodes. */
  readonly call: string
  /** The id that the signing window shows too; of a bounty, unless it is named otherwise. */
  readonly bounty: string
  /** What is tried out on the chain as it stands now; null: nothing can be yet. */
  readonly preview?: PreviewedAct | null
  readonly idLabel?: string
  /** What stands over the call, where it is not the escrow's. */
  readonly callLabel?: string
  readonly go: string
  readonly done: string
  readonly act: Pick<Act<never>, 'pending' | 'error' | 'outcome' | 'dao' | 'space'>
  /** null: the fields are not in order yet. */
  readonly submit: (() => void) | null
  /** Why it cannot be done yet, where that is more than a field that is not in order. */
  readonly hinders?: string
  /** It is for somebody else to send: there is no button here. */
  readonly isForOthers?: boolean
  /** It goes to no chain, so nothing is signed and no gas is paid. */
  readonly unsigned?: boolean
  readonly onClose: () => void
  readonly children?: ReactNode
}

/**
 * Before anything is signed: what it does in a sentence, the call as it decodes, and the short hash that the signing window shows too. The node simulates it
 * first; what the chain would refuse comes back here unsigned. Afterwards: how far it has come, by its receipt.
 */
export const ActDialog = ({
  title,
  sentence,
  call,
  bounty,
  idLabel,
  callLabel,
  preview = null,
  go,
  done,
  act,
  submit,
  hinders,
  isForOthers = false,
  unsigned = false,
  onClose,
  children,
}: ActDialogProps) => {
  const { t } = useTranslation()
  const why = useId()
  // What goes to no chain and to no vote is done at once.
  const sent = act.outcome !== null && (act.outcome.transaction !== null || act.outcome.decision === null)
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!sent && !act.pending) submit?.()
        }}
      >
        <Stack gap="md">
          <Text>{sentence}</Text>
          {!sent && children}
          {!sent && (
            <Group justify="space-between" align="flex-start" gap="md">
              <HashText label={idLabel ?? t('bounties.id')} value={bounty} />
              <Stack gap={2}>
                <Text size="xs" c="dimmed">
                  {callLabel ?? t('bounties.act.call')}
                </Text>
                <Code style={{ overflowWrap: 'anywhere' }}>{call}</Code>
              </Stack>
            </Group>
          )}
          {act.dao !== null && (
            <Alert variant="light" icon={<IconUsersGroup size={18} />} title={t('bounties.act.asDao', { name: act.dao })}>
              {t('bounties.act.asDaoAbout')}
            </Alert>
          )}
          {!sent && !act.pending && preview !== null && <DryRun preview={{ bounty, as: act.space, act: preview }} dao={act.dao} />}
          {act.error !== null && <ErrorNotice error={act.error} />}
          {act.outcome !== null && <ActOutcomeView outcome={act.outcome} done={done} />}
          {!sent && act.dao === null && !unsigned && (
            <Text size="xs" c="dimmed">
              {t('bounties.act.simulated')}
            </Text>
          )}
          <Group justify="flex-end">
            {sent ? (
              <>
                {act.outcome?.transaction !== null && <OpenSigner size="sm" variant="subtle" label={t('signing.open')} />}
                <Button onClick={onClose} data-autofocus>
                  {t('parts.close')}
                </Button>
              </>
            ) : (
              <>
                <WhyNot id={why} why={submit === null ? (hinders ?? t('parts.fillFirst')) : null} />
                <Button variant="subtle" onClick={onClose}>
                  {t('parts.notNow')}
                </Button>
                {!isForOthers && (
                  <Button
                    type="submit"
                    loading={act.pending}
                    disabled={submit === null}
                    {...(submit === null ? { 'aria-describedby': why } : {})}
                  >
                    {act.dao === null ? go : t('bounties.act.propose')}
                  </Button>
                )}
              </>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
