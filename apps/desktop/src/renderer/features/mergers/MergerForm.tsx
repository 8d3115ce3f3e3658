import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { NoteField } from '../partnerships/NoteField.tsx'
import { day, dayOf, secondsOf } from '../partnerships/offerDays.ts'
import type { Partnership, PartnershipOffer, Side } from '../partnerships/partnerships.ts'
import { FractionInput } from './FractionInput.tsx'
import { MergerPreview } from './MergerPreview.tsx'
import { fractionText } from './mergers.ts'
import { readFraction } from './readFraction.ts'

type MergerFormProps = { readonly deal: Partnership; readonly answers: PartnershipOffer | null; readonly onDone: () => void }

const otherOf = (side: Side): Side => (side === 'issuer' ? 'hunter' : 'issuer')
const steps = ['who', 'weights', 'send'] as const

/** Which DAO goes into which, by what weights, until when: three steps, with what it comes to before anything is sent. */
export const MergerForm = ({ deal, answers, onDone }: MergerFormProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const [step, go] = useState(0)
  const base = answers?.merger ?? null
  const [shared] = deal.drafts
  const form = useForm({
    initialValues: {
      goes: (base !== null && base.from.dao === deal.hunter.account ? 'hunter' : 'issuer') as Side,
      power: base === null ? '1' : fractionText(base.power),
      shares: base === null ? '1' : fractionText(base.shares),
      validUntil: dayOf(deal.time + 14 * day),
      note: answers?.terms.note ?? '',
    },
    validate: { validUntil: (value) => (secondsOf(value) > deal.time ? null : t('partnerships.fault.over')) },
  })
  const { goes, ...texts } = form.values
  const [power, shares] = [readFraction(texts.power), readFraction(texts.shares)]
  const names = { from: deal[goes].name ?? '', into: deal[otherOf(goes)].name ?? '' }
  const weights = power === null || shares === null ? null : { goes, power, shares, tokens: [] }
  const [asked] = useDebouncedValue(weights, 300)
  const preview = useQuery(
    queries.mergers.preview.queryOptions({
      input: {
        space: deal.space,
        weights: asked ?? { goes, power: { numerator: '1', denominator: '1' }, shares: { numerator: '1', denominator: '1' }, tokens: [] },
      },
      enabled: asked !== null && step > 0,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const offer = useCommand(client.mergers.offer, onDone)
  const last = step === steps.length - 1
  const submit = form.onSubmit(({ validUntil, note }) => {
    if (!last) return go(step + 1)
    if (weights === null) return
    offer.mutate({
      space: deal.space,
      side: deal.sides.length === 1 ? null : answers?.side === 'issuer' ? 'hunter' : 'issuer',
      answers: answers?.offer ?? null,
      weights,
      note,
      validUntil: secondsOf(validUntil),
      draft: shared?.draft ?? null,
    })
  })
  const fair = (preview.data?.tokens ?? []).flatMap((row) =>
    row.fair === null ? [] : [{ symbol: row.symbol || row.token.slice(0, 8), fair: row.fair }],
  )
  return (
    <form onSubmit={submit} noValidate aria-label={t('mergers.form.title')}>
      <Stack>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('mergers.form.step', { step: step + 1, of: steps.length, what: t(`mergers.form.${steps[step] ?? 'who'}`) })}
        </Text>
        {step === 0 && (
          <Radio.Group label={t('mergers.form.goes')} {...form.getInputProps('goes')}>
            <Stack gap="xs" mt="xs">
              {(['issuer', 'hunter'] as const).map((side) => (
                <Radio
                  key={side}
                  value={side}
                  label={t('mergers.goes', { from: deal[side].name, into: deal[otherOf(side)].name })}
                  description={t('mergers.form.goesAbout', { from: deal[side].name, into: deal[otherOf(side)].name })}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {step === 1 && (
          <>
            <FractionInput label={t('mergers.form.shares', names)} fault={shares === null} {...form.getInputProps('shares')} />
            {fair.map(({ symbol, fair: weight }) => (
              <Group key={symbol} gap="xs">
                <Text size="sm">{t('mergers.form.fair', { symbol, weight: fractionText(weight) })}</Text>
                <Button size="compact-sm" variant="subtle" onClick={() => form.setFieldValue('shares', fractionText(weight))}>
                  {t('mergers.form.take', { symbol })}
                </Button>
              </Group>
            ))}
            <FractionInput label={t('mergers.form.power', names)} fault={power === null} {...form.getInputProps('power')} />
          </>
        )}
        {last && (
          <>
            <TextInput type="date" label={t('partnerships.form.validUntil')} required {...form.getInputProps('validUntil')} />
            <NoteField shared={shared !== undefined} {...form.getInputProps('note')} />
          </>
        )}
        {step > 0 && preview.error !== null && <ErrorNotice error={preview.error} />}
        {step > 0 && preview.data !== undefined && preview.error === null && <MergerPreview merger={preview.data} />}
        {offer.error !== null && <ErrorNotice error={offer.error} />}
        <Group>
          <Button type="submit" loading={offer.isPending} disabled={step > 0 && (weights === null || preview.error !== null)}>
            {t(last ? 'partnerships.form.send' : 'mergers.form.next')}
          </Button>
          {step > 0 && (
            <Button variant="default" onClick={() => go(step - 1)}>
              {t('mergers.form.back')}
            </Button>
          )}
          <Button variant="subtle" onClick={onDone}>
            {t('partnerships.form.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
