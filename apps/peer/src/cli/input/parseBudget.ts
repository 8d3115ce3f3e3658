import { type Address, address, amount, DaomeshError } from '@daomesh/protocol'
import { parseWei } from './parseWei.ts'

const ether = address.parse(`0x${'0'.repeat(40)}`)

/** @throws DaomeshError `INPUT_INVALID`. */
export const addressOf = (field: string, text: string): Address => {
  const parsed = address.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'no address' } })
  return parsed.data
}

/** Ether where none is named. @throws DaomeshError `INPUT_INVALID`. */
export const tokenOf = (text: string | undefined): Address => (text === undefined ? ether : addressOf('token', text))

/** An amount of ether with its unit, of a token in its smallest units, since nobody here knows its decimals. @throws DaomeshError `AMOUNT_INVALID`. */
export const amountOf = (token: Address, text: string): string => {
  if (token === ether) return parseWei(text).toString()
  const read = amount.safeParse(text)
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
