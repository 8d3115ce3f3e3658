import { paymentCall } from '@daomesh/chain'
import { checkClosing, nameOf, type ProposalRow } from '@daomesh/governance'
import { type Address, type Call, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import type { closingShape } from '../../contract/budgets.ts'
import type { DaoSpace } from '../../spaces/space.ts'

export type ClosingAnswer = z.input<typeof closingShape>

type Payment = { readonly payee: Address; readonly amount: bigint }

/**
 * The code that a call of a token pins is the closer's look at the chain; all else follows from the payment. Ether pins none, and a token some: with another pin
 * the chain would refuse to pay.
 */
const isPayment = (call: Call | undefined, { payee, amount }: Payment, token: Call['target']): boolean => {
  if (call === undefined || (token === ether) !== (BigInt(call.codeHash) === 0n)) return false
  const { target, value, data } = paymentCall({ to: payee, amount, token: { address: token, codeHash: call.codeHash } })
  return call.target === target && call.value === value && call.data === data
}

/** The check of a proposal that closes a budget against the pledges held here (governance B4), or null. */
export const readClosing = (
  space: Pick<DaoSpace, 'registers' | 'chainState'>,
  row: Pick<ProposalRow, 'id' | 'decision'>,
): ClosingAnswer | null => {
  const registers = space.registers()
  const check = checkClosing(registers, space.chainState(), row.id)
  if (check === null) return null
  const { payments, token, missing, ...rest } = check
  const { calls } = row.decision
  const places = Math.max(payments?.length ?? 0, calls.length)
  const differences =
    payments === null || token === null
      ? []
      : Array.from({ length: places }, (_, i) => i).flatMap((i): ClosingAnswer['differences'] => {
          const payment = payments[i]
          if (payment === undefined) return [{ place: i + 1, payee: null, amount: null }]
          return isPayment(calls[i], payment, token) ? [] : [{ place: i + 1, payee: payment.payee, amount: payment.amount.toString() }]
        })
  return {
    ...rest,
    token,
    verdict: payments === null ? 'absent' : differences.length === 0 ? 'matches' : 'differs',
    missing: missing.map(({ member, older }) => ({ account: member, name: nameOf(registers, member), older })),
    differences,
  }
}
