import { Button, Group, NumberInput, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
import { type FormValues, problemsOf } from './readTerms.ts'

export type IssuerChoice = { readonly value: string; readonly label: string }

type PostFormProps = {
  readonly initial: FormValues
  /** In whose name; empty where it stands already. */
  readonly issuers: readonly IssuerChoice[]
  readonly tokens: readonly TokenRow[]
  readonly go: string
  readonly pending: boolean
  readonly error: Error | null
  readonly onSend: (values: FormValues, decimals: number) => void
}

const opens = ['anyone', 'daos', 'accounts'] as const
const longestBrief = 8_000
const mostTags = 8

/** What is to be done, what for, by when and by whom. */
export const PostForm = ({ initial, issuers, tokens, go, pending, error, onSend }: PostFormProps) => {
  const { t } = useTranslation()
  const decimalsOf = (token: string): number => tokens.find((row) => row.token === token)?.decimals ?? 0
  const form = useForm<FormValues>({
    initialValues: initial,
    validateInputOnBlur: true,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(problemsOf(values, decimalsOf(values.token))).map(([field, problem]) => [field, t(`market.problem.${problem}`)]),
      ),
  })
  return (
    <form onSubmit={form.onSubmit((values) => onSend(values, decimalsOf(values.token)))}>
      <Stack gap="xl">
        <Section title={t('market.form.what')}>
          <Stack gap="md">
            {issuers.length > 0 && (
              <Select
                label={t('market.form.issuer')}
                description={t('market.form.issuerAbout')}
                allowDeselect={false}
                data={[...issuers]}
                {...form.getInputProps('issuer')}
              />
            )}
            <TextInput label={t('market.form.title')} required maxLength={180} {...form.getInputProps('title')} />
            <Textarea
              label={t('market.form.brief')}
              description={t('market.form.briefAbout')}
              autosize
              minRows={5}
              maxRows={18}
              maxLength={longestBrief}
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
        <Section title={t('market.form.terms')}>
          <Stack gap="md">
            <Group align="flex-start" gap="sm">
              <TextInput
                label={t('market.reward')}
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
                allowDeselect={false}
                style={{ flex: '1 1 140px' }}
                data={tokens.map(({ token, symbol }) => ({ value: token, label: symbol === '' ? shortAddress(token) : symbol }))}
                {...form.getInputProps('token')}
              />
              <TextInput
                label={t('market.form.power')}
                inputMode="numeric"
                autoComplete="off"
                maxLength={19}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('power')}
              />
            </Group>
            <Text size="xs" c="dimmed">
              {t('market.form.powerAbout')}
            </Text>
            <Group gap="sm" align="flex-start">
              <NumberInput
                label={t('market.form.deliver')}
                min={1}
                max={3_650}
                clampBehavior="strict"
                allowDecimal={false}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('deliverDays')}
              />
              <NumberInput
                label={t('market.form.days')}
                min={1}
                max={90}
                clampBehavior="strict"
                allowDecimal={false}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('days')}
              />
            </Group>
            <Radio.Group label={t('market.openTo.label')} {...form.getInputProps('openTo')}>
              <Group mt={6}>
                {opens.map((value) => (
                  <Radio key={value} value={value} label={t(`market.openTo.${value}`)} />
                ))}
              </Group>
            </Radio.Group>
            {form.values.openTo === 'accounts' && (
              <Textarea
                label={t('market.form.accounts')}
                required
                autosize
                minRows={2}
                ff="monospace"
                {...form.getInputProps('accounts')}
              />
            )}
          </Stack>
        </Section>
        {error !== null && <ErrorNotice error={error} />}
        <Group justify="space-between" align="center">
          <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>
            {t('market.bindsNobody')}
          </Text>
          <Button type="submit" loading={pending}>
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
