import { DaomeshError } from '@daomesh/protocol'

const shape = /^(\d{1,60})(?:[.,](\d{0,77}))?$/

/**
 * Reads an amount that a person wrote, exactly, in its smallest unit. A comma is a decimal sign; grouping is refused, because `1,000` is one to some
 * and a thousand to others. The thin space with which this app groups is none to anybody else, so what was copied from here is read.
 * @throws DaomeshError `AMOUNT_INVALID`
 */
export const parseUnits = (text: string, decimals: number): bigint => {
  const found = shape.exec(text.trim().replaceAll('\u2009', ''))
  if (found === null) throw new DaomeshError('AMOUNT_INVALID', { meta: { text } })
  const [, whole = '', fraction = ''] = found
  const grouped = text.includes(',') && fraction.length === 3 && whole.length <= 3
  if (grouped || fraction.length > decimals) throw new DaomeshError('AMOUNT_INVALID', { meta: { text } })
  return BigInt(whole) * 10n ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, '0') || '0')
}

/** The same without throwing, for forms: null where it is not an amount. */
export const readUnits = (text: string, decimals: number): bigint | null => {
  try {
    return parseUnits(text, decimals)
  } catch {
    return null
  }
}
