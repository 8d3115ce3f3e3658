import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import type { Dao } from './dao.ts'

type PowerDialogProps = { readonly dao: Dao; readonly member: Dao['memberRows'][number]; readonly onClose: () => void }

const whole = (value: string | number): string | null => (/^\d{1,38}$/.test(String(value)) ? BigInt(value).toString() : null)

/** Puts to the vote another power for a member, new shares, or both: for delivered work, or back. */
export const PowerDialog = ({ dao, member, onClose }: PowerDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [power, setPower] = useState<string | number>(member.power)
  const [shares, setShares] = useState<string | number>(0)
  const [reason, setReason] = useState('')
  const [to, mint] = [whole(power), whole(shares)]
  const isChange = to !== null && mint !== null && to !== '0' && (to !== member.power || mint !== '0')
  const propose = useCommand(client.proposals.changePower, ({ decision }) => {
    onClose()
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } })
  })
  const submit = (): void => {
    if (!isChange) return
    const change = { account: member.account, power: to === member.power ? null : to, mint }
    propose.mutate({ space: dao.space, changes: [change], reason: reason.trim() })
  }
  return (
    <Modal opened onClose={onClose} title={t('power.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Person account={member.account} name={member.name} />
        <Text size="sm" c="dimmed">
          {t('power.about')}
        </Text>
        <NumberInput label={t('power.power')} value={power} min={1} allowDecimal={false} onChange={setPower} data-autofocus />
        <NumberInput
          label={t('power.shares')}
          description={t('power.sharesAbout')}
          value={shares}
          min={0}
          allowDecimal={false}
          onChange={setShares}
        />
        <Textarea label={t('power.reason')} value={reason} maxLength={2_000} onChange={(event) => setReason(event.currentTarget.value)} />
        {propose.error !== null && <ErrorNotice error={propose.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('replace.cancel')}
          </Button>
          <Button disabled={!isChange} loading={propose.isPending} onClick={submit}>
            {t('power.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
