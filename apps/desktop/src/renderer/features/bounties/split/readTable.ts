import { readAddress } from '../../../format/checksumAddress.ts'

export type TableRow = { readonly payee: string; readonly amount: string; readonly title: string }

const looksLikeAmount = (cell: string): boolean => /^\d{1,60}([.,]\d{0,77})?$/.test(cell)

/** Cells of a line: tabs as a spreadsheet copies them, else semicolons, else commas that no number could mean. */
const cellsOf = (line: string): string[] => {
  const sign = ['\t', ';', ','].find((one) => line.includes(one)) ?? '\t'
  return line.split(sign).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}

/** Whichever cell is an account is the payee, the first of the others that is a number the amount, and the rest what it is called. */
const rowOf = (cells: readonly string[]): TableRow => {
  const payeeAt = cells.findIndex((cell) => readAddress(cell) !== null)
  const amountAt = cells.findIndex((cell, at) => at !== payeeAt && looksLikeAmount(cell))
  return {
    payee: cells[payeeAt] ?? '',
    amount: cells[amountAt] ?? '',
    title: cells
      .filter((cell, at) => at !== payeeAt && at !== amountAt && cell !== '')
      .join(', ')
      .slice(0, 200),
  }
}

/**
 * Rows of a table that a person pastes: payee, amount and title in any order. null where the text is no table, so that it is pasted as it is. Lines without
 * an account and an amount (a heading) are left out.
 */
export const readTable = (text: string): readonly TableRow[] | null => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2 && !text.includes('\t')) return null
  const rows = lines.map((line) => rowOf(cellsOf(line))).filter(({ payee, amount }) => payee !== '' || amount !== '')
  return rows.length === 0 ? null : rows
}
