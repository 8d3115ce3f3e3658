import { idsIn, specs } from './specs.ts'

export type Citation = { readonly id: string; readonly of: string | null }

const names = Object.keys(specs).join('|')
// Whole numbers: “M471” cites no M47.
const cited = new RegExp(`\\b(${names})(?:\\]\\([^)]*\\))? ((?:[A-Z]\\d{1,3}(?:[–,] ?)?)+)`, 'g')

/** Rules cited as “log L41”, “governance J4, S2” or “[peer](…) W1–W3”. */
export const readRules = (text: string): readonly { readonly id: string; readonly of: string }[] =>
  [...text.matchAll(cited)].flatMap(([, of = '', ids = '']) => idsIn(ids).map((id) => ({ id, of })))

/**
 * Ids of rules and attacks that THREAT_MODEL.md calls proven: the last column of its tables of three, and sentences “Proven by …”. An id belongs to the
 * package that its own row or sentence names with it; else nobody says whose it is.
 */
export const readProven = (text: string): readonly Citation[] => {
  const rows = [...text.matchAll(/^\| [^|\n]+ \| ([^|\n]+) \| ([^|\n]+) \|$/gm)].map(([row, , cell = '']) => ({ row, cell }))
  const sentences = [...text.matchAll(/Proven by ([^.\n]+)\./g)].map(([row, cell = '']) => ({ row, cell }))
  return [...rows, ...sentences].flatMap(({ row, cell }) => {
    const owners = new Map(readRules(row).map(({ id, of }) => [id, of]))
    return idsIn(cell).map((id) => ({ id, of: owners.get(id) ?? null }))
  })
}
