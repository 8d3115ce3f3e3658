import { Anchor, Group, MultiSelect, NumberInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
import { useCoin } from '../../api/useCoin.ts'
import { DaysInput } from '../market/DaysInput.tsx'
import { FormEnd } from '../market/FormEnd.tsx'
import { PostWords } from '../market/PostWords.tsx'
import { PriceFields } from '../market/PriceFields.tsx'
import { listingProblems, type ListingValues } from './listingForm.ts'

type ListingFormProps = {
  readonly space: string
  readonly initial: ListingValues
  /** Files that the DAO shares and that are here; null where the work stands already. */
  readonly files: readonly { readonly value: string; readonly label: string }[] | null
  readonly tokens: readonly TokenRow[]
  readonly go: string
  readonly pending: boolean
  readonly error: Error | null
  readonly onSend: (values: ListingValues, decimals: number) => void
}

const mostFiles = 16
const mostSamples = 4
const mostCopies = 4_294_967_295

/** What is sold, for how much, how often and how long; its page is shown as others will see it. */
export const ListingForm = ({ space, initial, files, tokens, go, pending, error, onSend }: ListingFormProps) => {
  const { t } = useTranslation()
  const coin = useCoin()
  const decimalsOf = (token: string): number => tokens.find((row) => row.token === token)?.decimals ?? 0
  const form = useForm<ListingValues>({
    initialValues: initial,
    validateInputOnBlur: true,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(listingProblems(values, decimalsOf(values.token), files !== null)).map(([field, problem]) => [
          field,
          t(`listings.problem.${problem}`),
        ]),
      ),
  })
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSend(values, decimalsOf(values.token)))}>
      <Stack gap="xl">
        <Section title={t('listings.form.what')}>
          <PostWords field={(name) => form.getInputProps(name)} brief={t('listings.page')} briefAbout={t('listings.form.pageAbout')} />
        </Section>
        {form.values.brief.trim() !== '' && (
          <Section title={t('listings.form.preview')}>
            <SafeMarkdown>{form.values.brief}</SafeMarkdown>
          </Section>
        )}
        {files !== null && (
          <Section title={t('listings.files')}>
            <Stack gap="md">
              <MultiSelect
                label={t('listings.form.files')}
                description={t('listings.form.filesAbout')}
                required
                searchable
                data={[...files]}
                maxValues={mostFiles}
                nothingFoundMessage={t('listings.form.noFiles')}
                {...form.getInputProps('files')}
              />
              <MultiSelect
                label={t('listings.samples')}
                description={t('listings.form.samplesAbout')}
                searchable
                data={[...files]}
                maxValues={mostSamples}
                nothingFoundMessage={t('listings.form.noFiles')}
                {...form.getInputProps('samples')}
              />
              <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/dao/$space/files" params={{ space }} />}>
                {t('listings.form.shareFiles')}
              </Anchor>
            </Stack>
          </Section>
        )}
        <Section title={t('listings.terms')}>
          <Stack gap="md">
            <PriceFields
              field={(name) => form.getInputProps(name)}
              tokens={tokens}
              label={t('listings.price')}
              about={t('listings.form.priceAbout')}
              tokenAbout={t('listings.form.tokenAbout', { coin })}
            />
            <Group gap="sm" align="flex-start">
              <NumberInput
                label={t('listings.copies')}
                description={t('listings.form.copiesAbout')}
                min={1}
                max={mostCopies}
                allowDecimal={false}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('copies')}
              />
              <DaysInput label={t('listings.form.days')} about={t('listings.form.daysAbout')} most={90} {...form.getInputProps('days')} />
            </Group>
          </Stack>
        </Section>
        <FormEnd error={error} note={t('listings.form.binds')} go={go} pending={pending} />
      </Stack>
    </form>
  )
}
