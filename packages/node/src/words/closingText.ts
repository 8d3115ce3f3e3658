import type { BudgetPayment, BudgetRow } from '@daomesh/governance'
import { amountText, ether } from '../keystore/describe/say.ts'
import { inert } from './inert.ts'

type Named = BudgetPayment & { readonly name: string }
type Closing = { readonly pledgers: number; readonly statement: string; readonly part: number; readonly of: number }

/**
 * The text of a decision that pays a budget: what it gives to whom, and last the line that binds it to the pledges (governance B4). Names are others'
 * words, so they are made inert.
 * @param coin what the chain's own coin is called
 */
export const closingText = (
  { title, token, amount }: Pick<BudgetRow, 'title' | 'token' | 'amount'>,
  payments: readonly Named[],
  { pledgers, statement, part, of }: Closing,
  coin: string,
): { readonly title: string; readonly content: string } => {
  const sumOf = (sum: bigint): string => (BigInt(token) === 0n ? amountText(ether(sum), coin) : `${sum} units`)
  return {
    title: of === 1 ? `Budget: ${title}` : `Budget: ${title} (part ${part + 1} of ${of})`,
    content: [
      `The pledges of ${pledgers === 1 ? '1 member divide' : `${pledgers} members divide`} ${sumOf(amount)} by liberal radicalism.`,
      ...(BigInt(token) === 0n ? [] : [`Units are the smallest of the token at ${token}.`]),
      ...(of === 1 ? [] : [`The payments take ${of} decisions; this is part ${part + 1}.`]),
      payments.map(({ name, payee, amount: sum }) => `- **${inert(name)}** gets ${sumOf(sum)}, paid to ${payee}`).join('\n'),
      `${statement}\n`,
    ].join('\n\n'),
  }
}
