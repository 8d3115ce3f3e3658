import { Group, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { tokenName, type TokenRow } from '../../parts/TokenAmount.tsx'
import type { FieldProps } from './fieldProps.ts'

type PriceFieldsProps = {
  readonly field: (name: 'amount' | 'token') => FieldProps
  readonly tokens: readonly TokenRow[]
  /** What the amount is called here. */
  readonly label: string
  readonly about?: string
  readonly tokenAbout?: string
  /** What stands beside them. */
  readonly children?: ReactNode
}

/** An amount, and of which token. */
export const PriceFields = ({ field, tokens, label, about, tokenAbout, children }: PriceFieldsProps) => {
  const { t } = useTranslation()
  return (
    <Group align="flex-start" gap="sm">
      <TextInput
        label={label}
        description={about}
        required
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.0"
        maxLength={60}
        style={{ flex: '1 1 140px' }}
        {...field('amount')}
      />
      <Select
        label={t('market.form.token')}
        description={tokenAbout}
        allowDeselect={false}
        style={{ flex: '1 1 140px' }}
        data={tokens.map((row) => ({ value: row.token, label: tokenName(row) }))}
        {...field('token')}
      />
      {children}
    </Group>
  )
}
