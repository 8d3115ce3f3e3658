import { z } from 'zod'

const encoder = new TextEncoder()
/** Of one letter in UTF-8, at most: a text far below its limit need not be encoded to know that it is. */
const letterBytes = 3

const isWithin = (text: string, min: number, max: number): boolean => {
  if (text.length >= min && text.length * letterBytes <= max) return true
  const size = encoder.encode(text).length
  return size >= min && size <= max
}

/** Text with a limit in UTF-8 bytes and no control characters but tab and newline. */
export const inBytes = (min: number, max: number) =>
  z.string().refine((text) => {
    // eslint-disable-next-line no-control-regex
    return isWithin(text, min, max) && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
  }, `${min} to ${max} bytes of text`)
