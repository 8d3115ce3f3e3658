import { Text, TextInput } from '@mantine/core'
import type { TextInputProps } from '@mantine/core'
import { useCoin } from '../api/useCoin.ts'

/** An amount of the chain's own coin as text: never a floating-point number on its way to wei. The unit stands in the field. */
export const EtherInput = (props: TextInputProps) => {
  const coin = useCoin()
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      placeholder="0.0"
      maxLength={80}
      rightSectionWidth={48}
      rightSection={
        <Text size="sm" c="dimmed">
          {coin}
        </Text>
      }
      {...props}
    />
  )
}
