import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { Proposal } from '../proposals/isUnderWay.ts'
import { SpinOffPreview } from './SpinOffPreview.tsx'

type NoticeProps = { readonly space: string; readonly proposal: Proposal & { readonly spinOff: NonNullable<Proposal['spinOff']> } }

/** Who leaves together by a proposal and with what, worked out from its call, whose Yes is missing, and the one transaction that does it. */
export const SpinOffNotice = ({ space, proposal }: NoticeProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const enact = useCommand(client.spinOffs.enact)
  const { spinOff, decision, state } = proposal
  const isDone = state === 'final' || state === 'enacted'
  const may = spinOff.ready && !isDone && state !== 'enacting' && state !== 'expired' && state !== 'superseded'
  return (
    <Section title={t('spinOffs.notice')}>
      <Stack gap="md">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {spinOff.name}
          </Text>
          <AddressText address={spinOff.newDao} />
        </Group>
        <SpinOffPreview spinOff={spinOff} asked={!isDone} />
        {may && (
          <Group>
            <Button size="sm" loading={enact.isPending} onClick={() => enact.mutate({ space, decision })}>
              {t('spinOffs.enact')}
            </Button>
          </Group>
        )}
        {enact.isPending && <SigningNotice what={t('spinOffs.enact')} />}
        {enact.error !== null && <ErrorNotice error={enact.error} />}
        {spinOff.space !== null && (
          <Anchor component={Link} to={`/dao/${spinOff.space}`} size="sm">
            {t('spinOffs.open', { name: spinOff.name })}
          </Anchor>
        )}
      </Stack>
    </Section>
  )
}
