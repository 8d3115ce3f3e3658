import { type Address, address, DaomeshError } from '@daomesh/protocol'

/** An account, a contract or a token by its address. @throws DaomeshError `INPUT_INVALID`. */
export const parseAddress = (text: string, field: string): Address => {
  const parsed = address.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 80), reason: 'no address' } })
  return parsed.data
}
