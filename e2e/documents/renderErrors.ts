import { catalogue } from '@daomesh/protocol'
import type { ErrorCode } from '@daomesh/protocol'
import { whenGiven } from './whenGiven.ts'

const head = `# Errors

Made by [e2e/documents/writeErrors.ts](e2e/documents/writeErrors.ts) from [the catalogue](packages/protocol/src/errors/catalogue.ts). Do not edit by hand.

Every error of DAOmesh has one of these codes. It crosses processes as \`{ code, what, safe, todo, meta }\`; \`meta\` holds details for whoever helps.
The command line prints it on stderr (with \`--json\` as \`{"error": …}\`) and ends with 2 (wrong usage), 3 (refused) or 4 (no node answers).
Rules are named by package and number and stand in the SPEC.md of that [package](packages/).
`

const notYet = 'Nothing gives it yet; the code is reserved.'
const cell = (text: string): string => text.replaceAll('|', '\\|')

/** ERRORS.md as it must be: one row per code, in the order of the catalogue. */
export const renderErrors = (): string => {
  const rows = (Object.keys(catalogue) as ErrorCode[]).map((code) => {
    const { what, safe, todo } = catalogue[code]
    return `| \`${code}\` | ${[what, whenGiven[code] ?? notYet, safe, todo].map(cell).join(' | ')} |`
  })
  return [head, '| code | what happened | why | what is safe | what to do |', '|---|---|---|---|---|', ...rows, ''].join('\n')
}
