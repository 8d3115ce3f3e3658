import { DaomeshError } from '@daomesh/protocol'

const shape = /^(\d{1,60})(?:[.,](\d{0,18}))?$/

/**
 * Reads an amount of ether that a person wrote, exactly, as wei. A comma is a decimal sign; grouping is refused, because `1,000` is
 * one to some and a thousand to others.
 * @throws DaomeshError `AMOUNT_INVALID`
 */
export const parseEther = (text: string): bigint => {
  const found = shape.exec(text.trim())
  if (found === null) throw new DaomeshError('AMOUNT_INVALID', { meta: { text } })
  const [, whole = '', fraction = ''] = found
  if (text.includes(',') && fraction.length === 3 && whole.length <= 3) throw new DaomeshError('AMOUNT_INVALID', { meta: { text } })
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

/** The same without throwing, for forms: null where it is not an amount. */
export const readEther = (text: string): bigint | null => {
  try {
    return parseEther(text)
  } catch {
    return null
  }
}
