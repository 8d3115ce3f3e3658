import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { MajorityWarning } from './MajorityWarning.tsx'
import { NoteField } from './NoteField.tsx'
import { day, dayOf, secondsOf } from './offerDays.ts'
import type { Partnership, PartnershipOffer } from './partnerships.ts'

type PartnershipFormProps = {
  readonly deal: Partnership
  readonly answers: PartnershipOffer | null
  readonly parting: boolean
  readonly onDone: () => void
}

const isPower = (text: string): boolean => /^\d{1,19}$/.test(text)

/** What each DAO gives the other, until when, and a note. Parting has both powers 0 and asks for no number. */
export const PartnershipForm = ({ deal, answers, parting, onDone }: PartnershipFormProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const base = answers?.terms ?? deal.offerRows.at(-1)?.terms
  const [shared] = deal.drafts
  const form = useForm({
    initialValues: {
      issuerGives: parting ? '0' : (base?.issuerGives ?? '1'),
      hunterGives: parting ? '0' : (base?.hunterGives ?? '1'),
      validUntil: dayOf(deal.time + 14 * day),
      note: answers?.terms.note ?? '',
    },
    validate: {
      issuerGives: (value) => (isPower(value) ? null : t('partnerships.fault.power')),
      hunterGives: (value) => (isPower(value) ? null : t('partnerships.fault.power')),
      validUntil: (value) => (secondsOf(value) > deal.time ? null : t('partnerships.fault.over')),
    },
  })
  const offer = useCommand(client.partnerships.offer, onDone)
  const submit = form.onSubmit(({ validUntil, ...terms }) =>
    offer.mutate({
      space: deal.space,
      side: deal.sides.length === 1 ? null : answers?.side === 'issuer' ? 'hunter' : 'issuer',
      answers: answers?.offer ?? null,
      terms: { ...terms, validUntil: secondsOf(validUntil) },
      draft: shared?.draft ?? null,
    }),
  )
  const title = t(parting ? 'partnerships.form.part' : answers === null ? 'partnerships.form.offer' : 'partnerships.form.counter')
  return (
    <form onSubmit={submit} noValidate aria-label={title}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t(parting ? 'partnerships.form.partAbout' : 'partnerships.form.about')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {!parting &&
            (['issuer', 'hunter'] as const).map((side) => (
              <TextInput
                key={side}
                label={t('partnerships.form.gives', {
                  giver: deal[side].name,
                  taker: deal[side === 'issuer' ? 'hunter' : 'issuer'].name,
                })}
                inputMode="numeric"
                required
                {...form.getInputProps(`${side}Gives`)}
              />
            ))}
          <TextInput type="date" label={t('partnerships.form.validUntil')} required {...form.getInputProps('validUntil')} />
        </SimpleGrid>
        <MajorityWarning deal={deal} gives={form.values} />
        <NoteField shared={shared !== undefined} {...form.getInputProps('note')} />
        {offer.error !== null && <ErrorNotice error={offer.error} />}
        <Group>
          <Button type="submit" loading={offer.isPending}>
            {t('partnerships.form.send')}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t('partnerships.form.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
