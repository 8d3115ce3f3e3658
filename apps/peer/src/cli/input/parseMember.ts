import { address, type Address, amount, DaomeshError } from '@daomesh/protocol'

export type MemberInput = { readonly account: Address; readonly power: string; readonly shares: string }

/** `0xabc…:1:100`: an account, its votes and its shares in whole units. @throws DaomeshError `INPUT_INVALID`. */
export const parseMember = (text: string): MemberInput => {
  const [account, power, shares, ...rest] = text.split(':')
  const parts = [address.safeParse(account), amount.safeParse(power), amount.safeParse(shares)] as const
  const [a, p, s] = parts
  if (!a.success || !p.success || !s.success || rest.length > 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'member', given: text.slice(0, 80), reason: 'write ADDRESS:POWER:SHARES' } })
  return { account: a.data, power: p.data, shares: s.data }
}
