import { address, DaomeshError, hexBytes } from '@daomesh/protocol'
import { parseWei } from './parseWei.ts'

export type CallInput = { readonly target: string; readonly value: string; readonly data: string }

const addressOf = (text: string, field: string) => {
  const parsed = address.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'not an address' } })
  return parsed.data
}

/** `0xabc…=1.5eth`: a payment out of the treasury. @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`. */
export const parsePayment = (text: string): CallInput => {
  const [to = '', sum = '', ...rest] = text.split('=')
  if (rest.length > 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'pay', given: text.slice(0, 80), reason: 'write ADDRESS=AMOUNT' } })
  return { target: addressOf(to, 'pay'), value: parseWei(sum).toString(), data: '0x' }
}

/** `0xabc…:0wei:0xa9059cbb…`: any call by the DAO. @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`. */
export const parseCall = (text: string): CallInput => {
  const [target = '', value = '', data = '', ...rest] = text.split(':')
  const bytes = hexBytes.safeParse(data)
  if (!bytes.success || rest.length > 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'call', given: text.slice(0, 80), reason: 'write TARGET:AMOUNT:0xDATA' } })
  return { target: addressOf(target, 'call'), value: parseWei(value).toString(), data: bytes.data }
}
