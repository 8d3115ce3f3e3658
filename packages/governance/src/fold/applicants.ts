import { causalOrder, daomeshDomain, hashTypedData } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/**
 * Somebody asks for a seat, and a member who heard it tells the others. The link proves that the account asked on its own device; the name is what it
 * says of itself. Nothing follows from it but what screens show: the causally latest record of an account stands.
 */
export const applyForSeat: Step<'member.apply'> = (context, entry, { invite, name, link, signature }) => {
  const account = link.member
  if (context.recover(hashTypedData(daomeshDomain(context.chain.chainId), 'LinkDevice', link), signature) !== account)
    return rejected('ENTRY_LINK')
  const value = { account, invite, name, by: entry.author.member, at: entry.header.at }
  return accepted([write(keys.applicant(account), causalOrder(entry.depth), value)])
}
