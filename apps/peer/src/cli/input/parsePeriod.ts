import { DaomeshError } from '@daomesh/protocol'

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const longest = 2 ** 32 - 1

/** A span of time with its unit, `90s`, `45m`, `12h`, `7d`, `2w`, in seconds. @throws DaomeshError `INPUT_INVALID`. */
export const parsePeriod = (text: string, field: string): number => {
  const [, count, unit = ''] = /^([0-9]{1,10})([smhdw])$/.exec(text.trim()) ?? []
  const value = Number(count) * (seconds[unit] ?? Number.NaN)
  if (!Number.isSafeInteger(value) || value > longest)
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 40), reason: 'write a number and s, m, h, d or w' } })
  return value
}

/** A percentage with at most two decimals, `33.34%`, in 1/10 000. @throws DaomeshError `INPUT_INVALID`. */
export const parsePercent = (text: string, field: string): number => {
  const [, whole, fraction = ''] = /^([0-9]{1,3})(?:\.([0-9]{1,2}))?%$/.exec(text.trim()) ?? []
  const bps = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  if (!Number.isInteger(bps) || bps > 10_000)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field, given: text.slice(0, 40), reason: 'write a percentage such as 50% or 33.34%' },
    })
  return bps
}
