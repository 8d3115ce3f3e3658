import { type Address, DaomeshError, ether } from '@daomesh/protocol'
import { parseUnits } from './parseUnits.ts'
import { parseWei } from './parseWei.ts'

/** A token as a DAO of this node lists it: its own words. */
export type ListedToken = { readonly symbol: string; readonly decimals: number }

const refuse = (text: string, reason: string): DaomeshError =>
  new DaomeshError('AMOUNT_INVALID', { meta: { given: text.slice(0, 60), reason } })

/**
 * Reads an amount of a coin or token with its unit, exactly: `1.5eth`, `12.5USDC` by the decimals of a token that is listed, `2500units` in the smallest one of
 * any token. A bare number but 0 is refused: nobody could tell which unit it is in.
 * @returns the smallest unit
 * @throws DaomeshError `AMOUNT_INVALID`.
 */
export const parseAmount = (token: Address, listed: ListedToken | null, text: string): bigint => {
  if (text.trim() === '0') return 0n
  if (token === ether) return parseWei(text)
  const [, number = '', unit = ''] = /^([0-9.]+)\s*(\S.*)?$/.exec(text.trim()) ?? []
  if (unit.toLowerCase() === 'units') return parseUnits(number, 0)
  if (listed !== null && listed.symbol !== '' && unit.toLowerCase() === listed.symbol.toLowerCase())
    return parseUnits(number, listed.decimals)
  const known = listed === null || listed.symbol === '' ? '' : `${listed.symbol} or `
  throw refuse(text, `write a number and a unit: ${known}units, its smallest one`)
}
