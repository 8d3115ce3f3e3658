import { DaomeshError } from '@daomesh/protocol'

const day = '([0-9]{4})-([0-9]{2})-([0-9]{2})'
const moment = 'T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})'
const written = new RegExp(`^${day}(?:${moment})?$`)

/** JavaScript reads the 30th of February as the 2nd of March. */
const isDay = (year: number, month: number, date: number): boolean => {
  const read = new Date(Date.UTC(year, month - 1, date))
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === date
}

/**
 * A day or a moment, such as 2027-01-31 (its beginning in UTC) or 2027-01-31T12:00Z, in seconds. Nothing else that JavaScript would make a time of: it takes
 * 01.02.2027 for the 2nd of January, and a moment without a zone for one of wherever this machine stands. Deadlines of money are said this way.
 * @throws DaomeshError `INPUT_INVALID`.
 */
export const parseTime = (field: string, text: string): number => {
  const [, year, month, date] = written.exec(text.trim()) ?? []
  const seconds = Math.floor(Date.parse(text.trim()) / 1000)
  if (!Number.isSafeInteger(seconds) || seconds < 0 || !isDay(Number(year), Number(month), Number(date)))
    throw new DaomeshError('INPUT_INVALID', {
      meta: {
        field,
        given: text.slice(0, 60),
        reason: 'write a day such as 2027-01-31, or a moment with its zone such as 2027-01-31T12:00Z',
      },
    })
  return seconds
}
