import type { Address } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

export type NodeAsker = { readonly account: Address; readonly memberOf: readonly Address[] }

/** This account, and the DAOs that it is a member of now. @throws DaomeshError `IDENTITY_MISSING`. */
export const askerOf = (node: NodeContext): NodeAsker => ({
  account: node.account.required(),
  memberOf: node.spaces.daos().map(({ record }) => record.dao),
})
