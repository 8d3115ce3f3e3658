import { Anchor, Button, Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
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

const longestPage = 8_000
const mostTags = 8
const mostFiles = 16
const mostSamples = 4
const mostCopies = 4_294_967_295

/** What is sold, for how much, how often and how long; its page is shown as others will see it. */
export const ListingForm = ({ space, initial, files, tokens, go, pending, error, onSend }: ListingFormProps) => {
  const { t } = useTranslation()
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
          <Stack gap="md">
            <TextInput label={t('market.form.title')} required maxLength={180} {...form.getInputProps('title')} />
            <Textarea
              label={t('listings.page')}
              description={t('listings.form.pageAbout')}
              autosize
              minRows={5}
              maxRows={18}
              maxLength={longestPage}
              {...form.getInputProps('brief')}
            />
            <TagsInput
              label={t('market.form.tags')}
              description={t('market.form.tagsAbout')}
              maxTags={mostTags}
              maxLength={30}
              splitChars={[',', ' ']}
              acceptValueOnBlur
              {...form.getInputProps('tags')}
            />
          </Stack>
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
            <Group align="flex-start" gap="sm">
              <TextInput
                label={t('listings.price')}
                description={t('listings.form.priceAbout')}
                required
                inputMode="decimal"
                autoComplete="off"
                placeholder="0.0"
                maxLength={60}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('amount')}
              />
              <Select
                label={t('market.form.token')}
                description={t('listings.form.tokenAbout')}
                allowDeselect={false}
                style={{ flex: '1 1 140px' }}
                data={tokens.map(({ token, symbol }) => ({ value: token, label: symbol === '' ? shortAddress(token) : symbol }))}
                {...form.getInputProps('token')}
              />
            </Group>
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
              <NumberInput
                label={t('listings.form.days')}
                description={t('listings.form.daysAbout')}
                min={1}
                max={90}
                clampBehavior="strict"
                allowDecimal={false}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('days')}
              />
            </Group>
          </Stack>
        </Section>
        {error !== null && <ErrorNotice error={error} />}
        <Group justify="space-between" align="center">
          <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>
            {t('listings.form.binds')}
          </Text>
          <Button type="submit" loading={pending}>
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
