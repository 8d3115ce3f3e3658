import { NumberInput } from '@mantine/core'
import type { FieldProps } from './fieldProps.ts'

type DaysInputProps = { readonly label: string; readonly about?: string; readonly most: number } & FieldProps

/** How many days, at least one. */
export const DaysInput = ({ about, most, ...input }: DaysInputProps) => (
  <NumberInput
    description={about}
    min={1}
    max={most}
    clampBehavior="strict"
    allowDecimal={false}
    style={{ flex: '1 1 140px' }}
    {...input}
  />
)
