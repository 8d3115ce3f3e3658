import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { lengthOfTime } from '../../format/duration.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Dao } from './dao.ts'

const day = 86_400

/** Puts to the vote how power fades, or that it fades no more. */
export const HalfLifeDialog = ({ dao, onClose }: { readonly dao: Dao; readonly onClose: () => void }) => {
  const { t, i18n } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const { space } = dao
  const present = useQuery(queries.daos.halfLife.queryOptions({ input: { space } }))
  const [days, setDays] = useState<string | number>(28)
  const [periods, setPeriods] = useState<string | number>(12)
  const [reason, setReason] = useState('')
  const rule = { period: Number(days) * day, halfLife: Number(periods) }
  const isValid = [rule.period, rule.halfLife].every((value) => Number.isSafeInteger(value) && value > 0)
  const propose = useCommand(client.proposals.setHalfLife, ({ decision }) => {
    onClose()
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  const agreed = present.data?.rule ?? null
  return (
    <Modal opened onClose={onClose} title={t('halfLife.dialog')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('halfLife.about')}
        </Text>
        <Text size="sm">
          {agreed === null
            ? t('halfLife.none')
            : t('halfLife.present', { periods: agreed.halfLife, length: lengthOfTime(agreed.period, i18n.language) })}
        </Text>
        <Group grow align="flex-start">
          <NumberInput label={t('halfLife.days')} value={days} min={1} max={3650} allowDecimal={false} onChange={setDays} data-autofocus />
          <NumberInput label={t('halfLife.periods')} value={periods} min={1} max={520} allowDecimal={false} onChange={setPeriods} />
        </Group>
        {isValid && (
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('halfLife.example', { length: lengthOfTime(rule.period * rule.halfLife, i18n.language) })}
          </Text>
        )}
        <Textarea label={t('power.reason')} value={reason} maxLength={2_000} onChange={(event) => setReason(event.currentTarget.value)} />
        {propose.error !== null && <ErrorNotice error={propose.error} />}
        <Group justify="flex-end">
          {agreed !== null && (
            <Button
              variant="default"
              loading={propose.isPending}
              onClick={() => propose.mutate({ space, rule: null, reason: reason.trim() })}
            >
              {t('halfLife.end')}
            </Button>
          )}
          <Button disabled={!isValid} loading={propose.isPending} onClick={() => propose.mutate({ space, rule, reason: reason.trim() })}>
            {t('power.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
