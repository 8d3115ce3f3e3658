import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCoin } from '../api/useCoin.ts'
import { holdingKey } from './holding.ts'
import type { Holding } from './holding.ts'
import { tokenName } from './TokenAmount.tsx'

type HoldingSelectProps = {
  readonly label: string
  /** The key of a holding, or empty for ether. */
  readonly value: string
  readonly holdings: readonly Holding[]
  readonly onChange: (key: string) => void
  /** Whether ether can be chosen. */
  readonly withEther?: boolean
}

/** Which of the tokens that members look at; ether first. What has left the list meanwhile is named as such. */
export const HoldingSelect = ({ label, value, holdings, onChange, withEther = true }: HoldingSelectProps) => {
  const { t } = useTranslation()
  const coin = useCoin()
  const known = (withEther && value === '') || (!withEther && holdings.length === 0) || holdings.some((one) => holdingKey(one) === value)
  const wording = (one: Holding): string =>
    one.standard === 'erc721'
      ? t('tokens.choice.erc721', { name: tokenName(one) })
      : one.standard === 'erc1155'
        ? t('tokens.choice.erc1155', { name: tokenName(one), item: one.item ?? '' })
        : tokenName(one)
  return (
    <Select
      label={label}
      style={{ flex: '0 1 220px' }}
      allowDeselect={false}
      value={value}
      onChange={(key) => onChange(key ?? '')}
      data={[
        ...(withEther ? [{ value: '', label: coin }] : []),
        ...holdings.map((one) => ({ value: holdingKey(one), label: wording(one) })),
        ...(known ? [] : [{ value, label: t('payments.unlisted') }]),
      ]}
    />
  )
}
