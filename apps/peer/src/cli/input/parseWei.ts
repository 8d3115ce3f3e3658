import { DaomeshError } from '@daomesh/protocol'

const decimals = { wei: 0, gwei: 9, eth: 18 } as const
const largest = 1n << 256n

/**
 * Reads an amount as people write it, exactly: `1.5eth`, `20 gwei`, `7wei`. A bare number is refused, because a missing unit costs eighteen digits.
 * @returns wei
 * @throws DaomeshError `AMOUNT_INVALID`.
 */
export const parseWei = (text: string): bigint => {
  const refuse = (reason: string): DaomeshError => new DaomeshError('AMOUNT_INVALID', { meta: { given: text.slice(0, 60), reason } })
  const found = /^([0-9]{1,60})(?:\.([0-9]{1,60}))?\s*(wei|gwei|eth)$/i.exec(text.trim())
  if (found === null) throw refuse('write a number and a unit: wei, gwei or eth')
  const [, whole = '', fraction = '', unit = ''] = found
  const places = decimals[unit.toLowerCase() as keyof typeof decimals]
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > places) throw refuse(`${unit} has ${places} decimals`)
  const wei = BigInt(whole + digits.padEnd(places, '0'))
  if (wei >= largest) throw refuse('too large')
  return wei
}
