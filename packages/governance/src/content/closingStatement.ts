import { type BudgetId, budgetId, bytes32, type Hex } from '@daomesh/protocol'

/** Which budget a decision pays, which part of its payments, and the root of the pledges and projects it was computed from (B4). */
export type ClosingStatement = { readonly budget: BudgetId; readonly part: number; readonly parts: number; readonly root: Hex }

/**
 * The last line of a text that closes a budget. Parts are counted from 0, shown from 1.
 * @example
 * closingStatement({ budget, part: 0, parts: 2, root }) // => `Budget ${budget}, part 1 of 2, pledges ${root}`
 */
export const closingStatement = ({ budget, part, parts, root }: ClosingStatement): string =>
  `Budget ${budget}, part ${part + 1} of ${parts}, pledges ${root}`

const form = /(?:^|\n)Budget (0x[0-9a-f]{64}), part ([1-9]) of ([1-9]), pledges (0x[0-9a-f]{64})\n?$/

/**
 * Reads that line at the end of a text, or null where there is none.
 * @example
 * readClosingStatement(`Pays.\n\n${closingStatement(statement)}`) // => statement
 * readClosingStatement('Pays.') // => null
 */
export const readClosingStatement = (content: string): ClosingStatement | null => {
  // Only the end is looked at: texts are long, and this is asked of every proposal.
  const found = form.exec(content.slice(-200))
  if (found === null) return null
  const [, budget = '', part, parts, root = ''] = found
  return { budget: budgetId.parse(budget), part: Number(part) - 1, parts: Number(parts), root: bytes32.parse(root) }
}
