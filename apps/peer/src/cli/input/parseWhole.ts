import { DaomeshError } from '@daomesh/protocol'

/** A count as somebody writes it: digits alone. @throws DaomeshError `INPUT_INVALID`. */
export const parseWhole = (text: string, field: string): number => {
  if (!/^[0-9]{1,10}$/.test(text))
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 80), reason: 'a whole number' } })
  return Number(text)
}
