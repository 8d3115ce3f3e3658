import { DaomeshError, hexBytes } from '@daomesh/protocol'
import { parseAddress } from './parseAddress.ts'
import { parseWei } from './parseWei.ts'

export type CallInput = { readonly target: string; readonly value: string; readonly data: string }

/** `0xabc…=1.5eth`: a payment out of the treasury. @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`. */
export const parsePayment = (text: string): CallInput => {
  const [to = '', sum = '', ...rest] = text.split('=')
  if (rest.length > 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'pay', given: text.slice(0, 80), reason: 'write ADDRESS=AMOUNT' } })
  return { target: parseAddress(to, 'pay'), value: parseWei(sum).toString(), data: '0x' }
}

/** `0xabc…:0wei:0xa9059cbb…`: any call by the DAO. @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`. */
export const parseCall = (text: string): CallInput => {
  const [target = '', value = '', data = '', ...rest] = text.split(':')
  const bytes = hexBytes.safeParse(data)
  if (!bytes.success || rest.length > 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'call', given: text.slice(0, 80), reason: 'write TARGET:AMOUNT:0xDATA' } })
  return { target: parseAddress(target, 'call'), value: parseWei(value).toString(), data: bytes.data }
}
