import { Text, TextInput } from '@mantine/core'
import { readUnits } from '../../../format/parseUnits.ts'
import { useMoney } from '../useMoney.ts'

type AmountFieldProps = {
  readonly label: string
  readonly description?: string
  readonly token: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | null
  readonly required?: boolean
}

/** What stands in an amount field, in the smallest unit; null where it is none or more than `most`. */
export const readAmount = (text: string, decimals: number, most: bigint): bigint | null => {
  const units = readUnits(text, decimals)
  return units === null || units > most ? null : units
}

/** An amount of a bounty's token as text, never a floating-point number. The unit stands in the field. */
export const AmountField = ({ token, value, onChange, error = null, required = true, ...labels }: AmountFieldProps) => {
  const { unitOf } = useMoney()
  return (
    <TextInput
      {...labels}
      required={required}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      placeholder="0.0"
      maxLength={80}
      rightSectionWidth="auto"
      rightSection={
        <Text size="sm" c="dimmed" px="sm" style={{ whiteSpace: 'nowrap' }}>
          {unitOf(token)}
        </Text>
      }
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
