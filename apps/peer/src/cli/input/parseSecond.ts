import { parseTime } from './parseTime.ts'

/** A moment that two people signed: as `parseTime` reads it, or in seconds of chain time as it stands in what they signed. @throws DaomeshError `INPUT_INVALID`. */
export const parseSecond = (field: string, text: string): number => {
  // Of ten digits: a year alone is no second.
  return /^[0-9]{10}$/.test(text.trim()) ? Number(text) : parseTime(field, text)
}
