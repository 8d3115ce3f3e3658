import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Dao } from '../dao/dao.ts'
import { SpinOffPreview } from './SpinOffPreview.tsx'

type SpinOffDialogProps = { readonly dao: Dao; readonly onClose: () => void }

/** Who leaves together into which new DAO: two steps, with what it comes to before it is put to the vote. */
export const SpinOffDialog = ({ dao, onClose }: SpinOffDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const [step, go] = useState<1 | 2>(1)
  const [name, setName] = useState('')
  const [leavers, setLeavers] = useState<string[]>([])
  const [note, setNote] = useState('')
  const plan = { space: dao.space, leavers, name: name.trim(), rules: null, tokens: [] }
  const valid = plan.name !== '' && leavers.length > 0
  const [asked] = useDebouncedValue(plan, 200)
  const preview = useQuery(
    queries.spinOffs.preview.queryOptions({ input: asked, enabled: step === 2 && valid, placeholderData: keepPreviousData, retry: false }),
  )
  const propose = useCommand(client.spinOffs.propose, ({ decision }) => void navigate({ to: `/dao/${dao.space}/proposals/${decision}` }))
  return (
    <Modal opened onClose={onClose} title={t('spinOffs.form.title')} size="xl" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (step === 1) go(2)
          else propose.mutate({ ...plan, note })
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('mergers.form.step', { step, of: 2, what: t(step === 1 ? 'spinOffs.form.who' : 'spinOffs.form.look') })}
          </Text>
          {step === 1 ? (
            <>
              <Text size="sm">{t('spinOffs.form.about', { name: dao.name })}</Text>
              <TextInput
                label={t('spinOffs.form.name')}
                required
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                data-autofocus
              />
              <Checkbox.Group
                label={t('spinOffs.form.leavers')}
                description={t('spinOffs.form.leaversAbout')}
                value={leavers}
                onChange={setLeavers}
              >
                <Stack gap="xs" mt="xs">
                  {dao.memberRows.map((row) => (
                    <Checkbox
                      key={row.account}
                      value={row.account}
                      label={t('spinOffs.form.member', {
                        name: row.name ?? shortAddress(row.account),
                        power: row.power,
                        shares: row.shares,
                      })}
                    />
                  ))}
                </Stack>
              </Checkbox.Group>
            </>
          ) : (
            <>
              {preview.error !== null && <ErrorNotice error={preview.error} />}
              {preview.data !== undefined && preview.error === null && <SpinOffPreview spinOff={preview.data} asked={false} />}
              <Textarea
                label={t('spinOffs.form.note')}
                autosize
                minRows={2}
                maxRows={8}
                maxLength={65_536}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </>
          )}
          {propose.error !== null && <ErrorNotice error={propose.error} />}
          <Group justify="flex-end">
            {step === 2 && (
              <Button variant="default" onClick={() => go(1)}>
                {t('mergers.form.back')}
              </Button>
            )}
            <Button
              type="submit"
              loading={propose.isPending}
              disabled={!valid || (step === 2 && (preview.data === undefined || preview.error !== null))}
            >
              {t(step === 1 ? 'mergers.form.next' : 'spinOffs.form.propose')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
