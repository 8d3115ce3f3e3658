import { type Address, seatIn, type ViewFact } from '@daomesh/protocol'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DaoRecord } from '../spaces/records.ts'

export type NodeAsker = { readonly account: Address; readonly memberOf: readonly Address[] }

/** What is asked of a node to know in whose names it can act. */
export type KnowsActors = {
  readonly account: Pick<AccountChoice, 'current' | 'required'>
  readonly spaces: {
    readonly daos: () => readonly { readonly record: Pick<DaoRecord, 'dao'>; readonly view: () => Pick<ViewFact, 'members' | 'through'> }[]
  }
}

/** This account, and the DAOs that it is a member of now. @throws DaomeshError `IDENTITY_MISSING`, `IDENTITY_UNCHOSEN`. */
export const askerOf = ({ account, spaces }: KnowsActors): NodeAsker => {
  const own = account.required()
  // A DAO that was left stays on this machine, and nobody acts in its name here any more.
  return { account: own, memberOf: spaces.daos().flatMap(({ record, view }) => (seatIn(view(), own) === null ? [] : [record.dao])) }
}
