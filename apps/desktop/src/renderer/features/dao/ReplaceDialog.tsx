import { Alert, Button, Group, List, Modal, NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { WhyNot } from '../../parts/WhyNot.tsx'
import { checksumAddress, shortAddress } from '../../format/checksumAddress.ts'
import type { Applicant, Dao } from './dao.ts'

type Member = Dao['memberRows'][number]
type ReplaceDialogProps = {
  readonly dao: Dao
  /** Whose place it is; null: to be chosen. */
  readonly member: Member | null
  /** Who asks to take a place: their account stands in the form. */
  readonly applicant?: Applicant
  readonly onClose: () => void
}

const kinds = ['replace', 'remove'] as const

/** Puts to the vote that another account takes a member's place, or that nobody does. */
export const ReplaceDialog = ({ dao, member: named, applicant, onClose }: ReplaceDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const members = dao.memberRows.filter(({ removed, power }) => !removed && power !== '0')
  // Chosen by hand: whoever asks chose its name itself.
  const [chosen, setChosen] = useState('')
  const member = named ?? members.find(({ account }) => account === chosen) ?? null
  const [kind, setKind] = useState<(typeof kinds)[number]>('replace')
  const [other, setOther] = useState(applicant === undefined ? '' : checksumAddress(applicant.account))
  const [reason, setReason] = useState('')
  const to = other.trim().toLowerCase()
  const valid = member !== null && (kind === 'remove' || (/^0x[0-9a-f]{40}$/.test(to) && to !== member.account))
  const propose = useCommand(client.proposals.replaceMember, ({ decision }) => {
    onClose()
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } })
  })
  return (
    <Modal opened onClose={onClose} title={t('replace.title')} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        {named !== null && <Person account={named.account} name={named.name} />}
        {named === null && (
          <NativeSelect
            label={t('replace.whose')}
            description={t('replace.whoseAbout')}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[
              { value: '', label: t('replace.choose') },
              ...members.map(({ account, name }) => ({
                value: account,
                label: name === null ? account : `${name} (${shortAddress(account)})`,
              })),
            ]}
            data-autofocus
          />
        )}
        {applicant === undefined && (
          <SegmentedControl
            value={kind}
            onChange={(value) => setKind(value)}
            data={kinds.map((value) => ({ value, label: t(`replace.kind.${value}`) }))}
            aria-label={t('replace.kind.label')}
          />
        )}
        {kind === 'replace' && (
          <TextInput
            label={t('replace.other')}
            description={t('replace.otherAbout')}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
            error={valid || other === '' ? null : t('replace.invalid')}
            {...(named !== null && { 'data-autofocus': true })}
          />
        )}
        <Textarea label={t('replace.reason')} value={reason} maxLength={2_000} onChange={(event) => setReason(event.currentTarget.value)} />
        {member !== null && (
          <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('replace.consequences')}>
            <List size="sm" spacing={2}>
              {kind === 'replace' && <List.Item>{t('replace.carried', { power: member.power, shares: member.shares })}</List.Item>}
              <List.Item>{t('replace.cut')}</List.Item>
              <List.Item>{t('replace.keeps', { shares: member.shares })}</List.Item>
            </List>
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {t('replace.vote')}
        </Text>
        {propose.error !== null && <ErrorNotice error={propose.error} />}
        <Group justify="flex-end">
          <WhyNot why={valid ? null : t('parts.fillFirst')} />
          <Button variant="default" onClick={onClose}>
            {t('replace.cancel')}
          </Button>
          <Button
            disabled={!valid}
            loading={propose.isPending}
            onClick={() =>
              member !== null &&
              propose.mutate({ space: dao.space, from: member.account, to: kind === 'remove' ? null : to, reason: reason.trim() })
            }
          >
            {t('replace.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
