import { ether } from '@daomesh/protocol'
import { Button, Group, NumberInput, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { TextInputProps } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { checksumAddress, readAddress, shortAddress } from '../../format/checksumAddress.ts'
import { formatEther } from '../../format/formatEther.ts'
import { readEther } from '../../format/parseEther.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { KnownAccounts } from '../bounties/KnownAccounts.tsx'
import { useMoney } from '../bounties/useMoney.ts'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { ChooseFiles } from './ChooseFiles.tsx'
import type { Deal, OfferRow } from './deals.ts'
import { usePowerWords } from './usePowerWords.ts'

type OfferFormProps = { readonly deal: Deal; readonly answers: OfferRow | null; readonly onDone: () => void }

const day = 86_400
/** With its checksum: a mistyped one would be an arbiter that nobody is. */
const isAddress = (value: string): boolean => readAddress(value) !== null
/** A whole number that a seat can hold. */
const isPower = (value: string): boolean => /^[1-9][0-9]{0,18}$/.test(value)
const address = {
  required: true,
  spellCheck: false,
  autoComplete: 'off',
  // Fields of a row stand side by side, whatever is said of one of them.
  inputWrapperOrder: ['label', 'input', 'description', 'error'],
  styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } },
} satisfies TextInputProps
/** An amount of a token in its smallest unit. */
const isUnits = (text: string): boolean => /^\d{1,30}$/.test(text)
/** A day of the chain's time as the field takes it. */
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
const secondsOf = (text: string): number => Math.floor(Date.parse(`${text}T12:00:00Z`) / 1000)

/** Terms and brief of an offer, beginning with those of the offer that is answered, or of the post. Amounts are ether; a token stays the one it answers. */
export const OfferForm = ({ deal, answers, onDone }: OfferFormProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const cache = useQueryClient()
  const say = usePowerWords()
  const fields = useRef<HTMLFormElement>(null)
  const known = useId()
  const money = useMoney()
  // It opens above what was pressed, and perhaps out of sight.
  useEffect(() => fields.current?.querySelector('input')?.focus(), [])
  const base = answers ?? deal.offerRows.at(-1) ?? null
  const terms = base?.terms
  // The first offer begins with what the post said.
  const posted = base === null ? deal.subject.reward : null
  const token = terms?.token ?? posted?.token ?? ether
  const amount = terms?.amount ?? posted?.amount ?? null
  const isEther = BigInt(token) === 0n
  const isDue = base === null && deal.subject.deadline > deal.now + 2 * day
  const deliverBy = terms?.deliverBy ?? (isDue ? deal.subject.deadline : deal.now + 28 * day)
  const form = useForm({
    initialValues: {
      power: base?.brief?.power ?? posted?.power ?? '',
      amount: amount === null ? '' : isEther ? formatEther(BigInt(amount)) : amount,
      deliverBy: dayOf(deliverBy),
      // Nobody is to be paid in after the work is due.
      validUntil: dayOf(terms?.validUntil ?? Math.min(deal.now + 7 * day, deliverBy - day)),
      review: terms === undefined ? 3 : Math.max(1, Math.round(terms.reviewPeriod / day)),
      reviewer: checksumAddress(terms?.reviewer ?? deal.issuer.account),
      arbiter: terms === undefined ? '' : checksumAddress(terms.arbiter),
      split: (terms?.defaultSplit ?? 5_000) / 100,
      title: base?.brief?.title ?? deal.title,
      brief: base?.brief?.brief ?? deal.subject.brief,
      files: [...(base?.brief?.files ?? [])] as string[],
      note: '',
    },
    validate: {
      amount: (value) => ((isEther ? (readEther(value) ?? 0n) : BigInt(isUnits(value) ? value : '0')) > 0n ? null : t('amount.invalid')),
      power: (value) => (value.trim() === '' || isPower(value.trim()) ? null : t('deals.fault.power')),
      title: (value) => (value.trim() === '' ? t('deals.fault.title') : null),
      reviewer: (value) => (isAddress(value) ? null : t('deals.fault.account')),
      arbiter: (value) => (isAddress(value) ? null : t('deals.fault.account')),
      deliverBy: (value, { validUntil }) => (value > validUntil ? null : t('deals.fault.due')),
    },
  })
  const offer = useCommand(client.deals.offer, onDone)
  const submit = form.onSubmit((v) =>
    offer.mutate({
      space: deal.space,
      side: deal.sides.length === 1 ? null : answers?.side === 'issuer' ? 'hunter' : 'issuer',
      answers: answers?.offer ?? null,
      terms: {
        token,
        amount: isEther ? String(readEther(v.amount) ?? 0n) : v.amount,
        deliverBy: secondsOf(v.deliverBy),
        validUntil: secondsOf(v.validUntil),
        reviewPeriod: v.review * day,
        reviewer: readAddress(v.reviewer) ?? '',
        arbiter: readAddress(v.arbiter) ?? '',
        defaultSplit: Math.round(v.split * 100),
      },
      brief: {
        title: v.title.trim(),
        brief: v.brief,
        tags: base?.brief?.tags ?? deal.subject.tags,
        files: v.files,
        ...(v.power.trim() === '' ? {} : { power: v.power.trim() }),
      },
      draft: deal.drafts[0]?.draft ?? null,
      note: v.note,
    }),
  )
  const take = async (draft: string): Promise<void> => {
    const { markdown } = await cache.fetchQuery(queries.drafts.preview.queryOptions({ input: { space: deal.space, draft } }))
    form.setFieldValue('brief', markdown)
  }
  const [shared] = deal.drafts
  const asked = form.values.power.trim()
  const powerAbout =
    deal.power === null || !isPower(asked)
      ? t('deals.form.powerAbout')
      : say({ power: asked, ...deal.power, hunter: deal.hunter.name ?? shortAddress(deal.hunter.account), issuer: deal.issuer.name ?? '' })
  return (
    <form ref={fields} onSubmit={submit} noValidate aria-label={t(answers === null ? 'deals.form.offer' : 'deals.form.counter')}>
      <KnownAccounts id={known} />
      <Stack>
        <Text size="sm" c="dimmed">
          {t('deals.form.about')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {isEther ? (
            <EtherInput label={t('deals.terms.amount')} required {...form.getInputProps('amount')} />
          ) : (
            <TextInput
              label={t('deals.terms.amount')}
              description={t('deals.form.units', {
                token: shortAddress(token),
                amount: isUnits(form.values.amount) ? money.say(token, form.values.amount) : '…',
              })}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              inputMode="numeric"
              {...form.getInputProps('amount')}
            />
          )}
          {deal.issuer.kind === 'dao' && (
            <TextInput
              label={t('deals.form.power', { issuer: deal.issuer.name })}
              description={powerAbout}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              inputMode="numeric"
              autoComplete="off"
              maxLength={19}
              {...form.getInputProps('power')}
            />
          )}
          <NumberInput label={t('deals.form.review')} min={1} max={365} allowDecimal={false} {...form.getInputProps('review')} />
          <TextInput type="date" label={t('deals.terms.deliverBy')} required {...form.getInputProps('deliverBy')} />
          <TextInput type="date" label={t('deals.terms.validUntil')} required {...form.getInputProps('validUntil')} />
          <TextInput
            label={t('deals.terms.reviewer')}
            description={t('deals.form.reviewerAbout')}
            {...address}
            list={known}
            {...form.getInputProps('reviewer')}
          />
          <TextInput
            label={t('deals.terms.arbiter')}
            description={t('deals.form.arbiterAbout')}
            {...address}
            list={known}
            {...form.getInputProps('arbiter')}
          />
          <NumberInput label={t('deals.form.split')} min={0} max={100} decimalScale={2} {...form.getInputProps('split')} />
        </SimpleGrid>
        <TextInput label={t('deals.form.title')} required maxLength={200} {...form.getInputProps('title')} />
        <Textarea label={t('deals.form.brief')} autosize minRows={5} maxRows={18} {...form.getInputProps('brief')} />
        {shared !== undefined && (
          <Group>
            <Button size="xs" variant="default" onClick={() => void take(shared.draft)}>
              {t('deals.form.take')}
            </Button>
          </Group>
        )}
        <ChooseFiles deal={deal} value={form.values.files} onChange={(files) => form.setFieldValue('files', files)} />
        <Textarea label={t('deals.form.note')} autosize minRows={1} maxRows={4} maxLength={2_000} {...form.getInputProps('note')} />
        {offer.error !== null && <ErrorNotice error={offer.error} />}
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onDone}>
            {t('deals.form.cancel')}
          </Button>
          <Button type="submit" loading={offer.isPending}>
            {t(answers === null ? 'deals.form.go' : 'deals.form.goCounter')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
