import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { readUnits } from '../../format/parseUnits.ts'
import type { Holding } from '../../parts/holding.ts'
import { HoldingSelect } from '../../parts/HoldingSelect.tsx'

/** What stands in the form, as it was written; no amount: no tribute. */
export type TributeText = { readonly amount: string; readonly token: string }
type Tribute = { readonly token: string; readonly amount: string }

/** The tribute in the smallest unit of its token, `none` where nothing is written, or null where it is no amount of it. */
export const readTributeText = ({ amount, token }: TributeText, tokens: readonly Holding[]): Tribute | 'none' | null => {
  if (amount.trim() === '') return 'none'
  const of = tokens.find((one) => one.token === token)
  const units = of === undefined ? null : readUnits(amount, of.decimals ?? 0)
  return of === undefined || units === null || units === 0n ? null : { token: of.token, amount: units.toString() }
}

type TributeFieldsProps = {
  readonly written: TributeText
  readonly write: (text: TributeText) => void
  /** The tokens on the list of the DAO that asks; where there are none there is no tribute. */
  readonly tokens: readonly Holding[]
}

/** A tribute that a DAO offers for a seat in another one, from its own treasury. */
export const TributeFields = ({ written, write, tokens }: TributeFieldsProps) => {
  const { t } = useTranslation()
  if (tokens.length === 0) return null
  return (
    <Group align="flex-start" gap="xs">
      <TextInput
        label={t('joining.tribute')}
        description={t('joining.tributeAbout')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="decimal"
        placeholder="0.0"
        maxLength={80}
        autoComplete="off"
        style={{ flex: '1 1 160px' }}
        value={written.amount}
        onChange={(event) => write({ ...written, amount: event.currentTarget.value })}
        error={readTributeText(written, tokens) === null ? t('joining.tributeFault') : null}
      />
      <HoldingSelect
        label={t('payments.token')}
        value={written.token}
        holdings={tokens}
        withEther={false}
        onChange={(token) => write({ ...written, token })}
      />
    </Group>
  )
}
