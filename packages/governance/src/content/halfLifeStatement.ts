import { limits } from '@daomesh/protocol'
import type { HalfLife } from '../rules/reputation/halfLifeDeltas.ts'

const lead = 'Half-life of power: '
const rule = /(?:^|\n)Half-life of power: ([1-9][0-9]{0,2}) periods of ([1-9][0-9]{0,9}) seconds from ([1-9][0-9]{0,11})\n?$/
const none = /(?:^|\n)Half-life of power: none\n?$/

/**
 * The last line of a text by which a DAO agrees on a half-life of power, or on none (H3).
 * @example
 * halfLifeStatement({ start: 100, period: 10, halfLife: 12 }) // => 'Half-life of power: 12 periods of 10 seconds from 100'
 * halfLifeStatement(null) // => 'Half-life of power: none'
 */
export const halfLifeStatement = (agreed: HalfLife | null): string =>
  agreed === null ? `${lead}none` : `${lead}${agreed.halfLife} periods of ${agreed.period} seconds from ${agreed.start}`

/**
 * Reads that line at the end of a text: the rule, null where it agrees on none, undefined where the text says nothing of it.
 * @example
 * readHalfLifeStatement('Half-life of power: none') // => null
 * readHalfLifeStatement('Pays the hosting.') // => undefined
 */
export const readHalfLifeStatement = (content: string): HalfLife | null | undefined => {
  const end = content.slice(-120)
  if (none.test(end)) return null
  const found = rule.exec(end)
  if (found === null) return undefined
  const [halfLife = 0, period = 0, start = 0] = found.slice(1).map(Number)
  return halfLife > limits.halfLifePeriods ? undefined : { start, period, halfLife }
}
