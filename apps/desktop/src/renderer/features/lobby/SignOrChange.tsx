import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CosignStep } from './CosignStep.tsx'
import type { Lobby } from './foundingStage.ts'
import { TermsForm } from './TermsForm.tsx'

type SignOrChangeProps = { readonly lobby: Lobby; readonly proposal: NonNullable<Lobby['proposal']> }

/** The terms to be signed. Until everybody has, who leads the founding can propose others: somebody disagrees, or came later. */
export const SignOrChange = ({ lobby, proposal }: SignOrChangeProps) => {
  const { t, i18n } = useTranslation()
  const [changing, change] = useDisclosure(false)
  if (changing) return <TermsForm lobby={lobby} onClose={change.close} />
  const late = lobby.members.filter(
    ({ account, name }) => name !== null && !proposal.genesis.members.some((one) => one.account === account),
  )
  const names = new Intl.ListFormat(i18n.language).format(late.map(({ name }) => name ?? ''))
  return (
    <Stack gap="xl">
      {late.length > 0 && (
        <Alert color="amber" variant="light" icon={<IconUserPlus size={18} />} title={t('cosign.late', { names })} aria-live="polite">
          <Text size="sm">{t(lobby.founder ? 'cosign.lateFounder' : 'cosign.lateOther')}</Text>
        </Alert>
      )}
      <CosignStep lobby={lobby} proposal={proposal} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>
          {t(lobby.founder ? 'cosign.changeAbout' : 'cosign.disagree')}
        </Text>
        {lobby.founder && (
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={change.open}>
            {t('cosign.change')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
