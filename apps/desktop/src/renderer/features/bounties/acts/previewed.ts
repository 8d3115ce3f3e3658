import type { InferClientInputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

/** What a dialog has tried out before it is signed. */
export type Previewed = InferClientInputs<NodeClient>['bounties']['preview']
export type PreviewedAct = Previewed['act']

/** Answers of the escrow that people meet; any other is shown by its name. */
const reasons = [
  'Escrow_WrongStatus',
  'Escrow_NotYours',
  'Escrow_TooLate',
  'Escrow_TooEarly',
  'Escrow_NotFinal',
  'Escrow_SignatureExpired',
  'Escrow_BadSignature',
  'Escrow_Committed',
  'Escrow_TooMuch',
  'Escrow_AlreadyPaid',
  'Escrow_AlreadyObjected',
  'Escrow_AlreadyRuled',
  'Escrow_NothingToClaim',
  'Escrow_TransferFailed',
  'Dao_Underfunded',
  'Escrow_Overcommitted',
  'Escrow_WrongNumber',
  'DELIVERY_NOWHERE',
] as const

export const isReason = (code: string): code is (typeof reasons)[number] => reasons.some((one) => one === code)
