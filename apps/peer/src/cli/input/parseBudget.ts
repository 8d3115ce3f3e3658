import { type Address, amount, DaomeshError, ether } from '@daomesh/protocol'
import { parseAddress } from './parseAddress.ts'
import { parseWei } from './parseWei.ts'

/** Ether where none is named. @throws DaomeshError `INPUT_INVALID`. */
export const tokenOf = (text: string | undefined): Address => (text === undefined ? ether : parseAddress(text, 'token'))

/** An amount of ether with its unit, of a token in its smallest units, `2500` or `2500units`, since nobody here knows its decimals. @throws DaomeshError `AMOUNT_INVALID`. */
export const amountOf = (token: Address, text: string): string => {
  if (token === ether) return parseWei(text).toString()
  const read = amount.safeParse(text.trim().replace(/\s*units$/i, ''))
  if (!read.success)
    throw new DaomeshError('AMOUNT_INVALID', { meta: { given: text.slice(0, 60), reason: 'a whole number of smallest units' } })
  return read.data
}

export type PledgeInput = { readonly project: string; readonly amount: string }

/** `Well=40`: the last equals sign parts name and units, so names may hold one. @throws DaomeshError `INPUT_INVALID`. */
export const readPledge = (text: string): PledgeInput => {
  const at = text.lastIndexOf('=')
  const units = amount.safeParse(text.slice(at + 1).trim())
  if (at < 1 || !units.success)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'pledge', given: text.slice(0, 80), reason: 'write PROJECT=UNITS' } })
  return { project: text.slice(0, at).trim(), amount: units.data }
}
