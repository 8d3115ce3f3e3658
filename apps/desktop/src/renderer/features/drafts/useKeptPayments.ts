import { useState } from 'react'
import { keepRows, readRows } from '../../parts/keptRows.ts'
import type { Payment } from './readPayments.ts'

const slotOf = (draft: string): string => `daomesh.payments.${draft}`

type KeptPayments = {
  readonly payments: readonly Payment[]
  readonly change: (payments: readonly Payment[]) => void
  /** Once they stand in a proposal. */
  readonly forget: () => void
}

/** The payments that this member adds to a draft: they stay on this machine until they are submitted, whatever screen is looked at meanwhile. */
export const useKeptPayments = (draft: string): KeptPayments => {
  const [payments, setPayments] = useState<readonly Payment[]>(() =>
    readRows(localStorage, slotOf(draft), ['key', 'recipient', 'amount', 'token', 'item']),
  )
  return {
    payments,
    change: (next) => {
      keepRows(localStorage, slotOf(draft), next)
      setPayments(next)
    },
    forget: () => keepRows(localStorage, slotOf(draft), []),
  }
}
