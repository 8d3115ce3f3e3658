import { Text } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import { useMoney } from './useMoney.ts'

type SumProps = { readonly token: string; readonly units: string } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** An amount of a bounty with its unit; of a token that no DAO of this member lists whole in its smallest unit, by its address. */
export const Sum = ({ token, units, ...text }: SumProps) => {
  const { known, say } = useMoney()
  const row = known(token)
  if (row !== null) return <TokenAmount units={units} of={row} {...text} />
  return (
    <Text component="span" className="numbers" size="sm" {...text} style={{ overflowWrap: 'anywhere' }}>
      {say(token, units)}
    </Text>
  )
}
