import { z } from 'zod'

/** Text with a limit in UTF-8 bytes and no control characters but tab and newline. */
export const inBytes = (min: number, max: number) =>
  z.string().refine((text) => {
    const size = new TextEncoder().encode(text).length
    // eslint-disable-next-line no-control-regex
    return size >= min && size <= max && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
  }, `${min} to ${max} bytes of text`)

/** The same in one line: names and titles that stand in lists. */
export const lineInBytes = (min: number, max: number) => inBytes(min, max).refine((text) => !/[\t\n]/.test(text), 'one line')
