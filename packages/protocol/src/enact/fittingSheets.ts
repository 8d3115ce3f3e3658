import type { Hex } from '../bytes.ts'
import { limits } from '../limits.ts'
import type { SignedSheet } from './packSheets.ts'

/**
 * Of the sheets that are to go in one transaction those that one agenda has room for, in the order given: the shortest are taken first, so that whoever answers
 * what nobody proposed fills it for nobody but those who do the same (P107).
 * @param decisions what is enacted or recorded, which stands on the agenda anyway.
 * @example
 * fittingSheets([], []) // => []
 */
export const fittingSheets = <S extends Pick<SignedSheet, 'choices'>>(decisions: readonly Hex[], sheets: readonly S[]): readonly S[] => {
  const agenda = new Set<Hex>(decisions)
  const fitting = new Set<S>()
  for (const sheet of sheets.toSorted((a, b) => a.choices.length - b.choices.length)) {
    const more = new Set(sheet.choices.map(({ decision }) => decision).filter((id) => !agenda.has(id)))
    if (agenda.size + more.size > limits.agendaDecisions) continue
    for (const id of more) agenda.add(id)
    fitting.add(sheet)
  }
  return sheets.filter((sheet) => fitting.has(sheet))
}
