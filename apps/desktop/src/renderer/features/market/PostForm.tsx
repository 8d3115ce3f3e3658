import { Group, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import type { TokenRow } from '../../parts/TokenAmount.tsx'
import { DaysInput } from './DaysInput.tsx'
import { FormEnd } from './FormEnd.tsx'
import { PostWords } from './PostWords.tsx'
import { PriceFields } from './PriceFields.tsx'
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
          <PostWords field={(name) => form.getInputProps(name)} brief={t('market.form.brief')} briefAbout={t('market.form.briefAbout')}>
            {issuers.length > 0 && (
              <Select
                label={t('market.form.issuer')}
                description={t('market.form.issuerAbout')}
                allowDeselect={false}
                data={[...issuers]}
                {...form.getInputProps('issuer')}
              />
            )}
          </PostWords>
        </Section>
        <Section title={t('market.form.terms')}>
          <Stack gap="md">
            <PriceFields field={(name) => form.getInputProps(name)} tokens={tokens} label={t('market.reward')}>
              <TextInput
                label={t('market.form.power')}
                inputMode="numeric"
                autoComplete="off"
                maxLength={19}
                style={{ flex: '1 1 140px' }}
                {...form.getInputProps('power')}
              />
            </PriceFields>
            <Text size="xs" c="dimmed">
              {t('market.form.powerAbout')}
            </Text>
            <Group gap="sm" align="flex-start">
              <DaysInput label={t('market.form.deliver')} most={3_650} {...form.getInputProps('deliverDays')} />
              <DaysInput label={t('market.form.days')} most={90} {...form.getInputProps('days')} />
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
        <FormEnd error={error} note={t('market.bindsNobody')} go={go} pending={pending} />
      </Stack>
    </form>
  )
}
