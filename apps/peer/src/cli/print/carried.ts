import type { NodeClient } from '@daomesh/node/client'
import { transactionText } from './transaction.ts'

type Carried = Awaited<ReturnType<NodeClient['rounds']['fund']>>

/** What became of an act: a proposal to the members of a DAO, or a transaction of this account with the approvals before it. */
export const carriedText = ({ transaction, approvals, decision }: Carried): string =>
  transaction === null ? `proposed: ${decision ?? ''}` : [...approvals, transaction].map(transactionText).join('\n')
