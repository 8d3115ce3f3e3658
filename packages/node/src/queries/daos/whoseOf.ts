import { nameOf, type Registers } from '@daomesh/governance'
import { type Address, address } from '@daomesh/protocol'

/** Whose a record, log or key is, as far as that is known. */
export const whoseOf = (
  registers: Registers,
  member: string | null,
): { readonly account: Address | null; readonly name: string | null } => {
  const account = member === null ? null : address.parse(member)
  return { account, name: account === null ? null : nameOf(registers, account) }
}
