/** `node e2e/documents/writeErrors.ts` writes ERRORS.md from the error catalogue; with `--check` a stale file is a failure. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../suite/repository.ts'
import { renderErrors } from './renderErrors.ts'

const file = join(repository, 'ERRORS.md')

/** Whether ERRORS.md says what the catalogue says. */
export const isFresh = (): boolean => readFileSync(file, 'utf8') === renderErrors()

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(file, renderErrors())
  else if (!isFresh()) {
    console.error('ERRORS.md is stale: run node e2e/documents/writeErrors.ts')
    process.exitCode = 1
  }
}
