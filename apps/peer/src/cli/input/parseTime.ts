import { DaomeshError } from '@daomesh/protocol'

/** A day or a moment, such as 2027-01-31 or 2027-01-31T12:00Z, in seconds. @throws DaomeshError `INPUT_INVALID`. */
export const parseTime = (field: string, text: string): number => {
  const seconds = Math.floor(Date.parse(text) / 1000)
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'no time' } })
  return seconds
}
