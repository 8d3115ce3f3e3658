import { DaomeshError } from '@daomesh/protocol'

/**
 * Reads `12.5` of a token with so many decimals, exactly.
 * @returns the token's smallest unit
 * @throws DaomeshError `AMOUNT_INVALID`.
 */
export const parseUnits = (text: string, decimals: number): bigint => {
  const refuse = (reason: string): DaomeshError => new DaomeshError('AMOUNT_INVALID', { meta: { given: text.slice(0, 60), reason } })
  const found = /^([0-9]{1,78})(?:\.([0-9]{1,78}))?$/.exec(text.trim())
  if (found === null) throw refuse('write a plain number')
  const [, whole = '', fraction = ''] = found
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > decimals) throw refuse(`this token has ${decimals} decimals`)
  return BigInt(whole + digits.padEnd(decimals, '0'))
}
