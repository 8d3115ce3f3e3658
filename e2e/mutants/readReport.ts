import { z } from 'zod'
import type { Mutant } from './mutant.ts'

const place = z.object({ line: z.number(), column: z.number() })

/** What is read of Stryker's report (mutation-testing-report-schema 2): places count from 1. */
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.enum(['Killed', 'Survived', 'NoCoverage', 'Timeout', 'RuntimeError', 'CompileError', 'Ignored', 'Pending']),
          replacement: z.string().optional(),
          location: z.object({ start: place, end: place }),
        }),
      ),
    }),
  ),
})

type Reported = z.infer<typeof reportSchema>['files'][string]['mutants'][number]

const fates: Readonly<Partial<Record<Reported['status'], Mutant['fate']>>> = {
  Killed: 'killed',
  Timeout: 'killed',
  RuntimeError: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
}

/**
 * The mutants of a report. A status that says nothing, such as ignored, throws: nothing is left out unseen.
 * @throws Error for a report of another shape.
 */
export const readReport = (report: unknown): { readonly files: readonly string[]; readonly mutants: readonly Mutant[] } => {
  const { files } = reportSchema.parse(report)
  const mutants = Object.entries(files).flatMap(([file, { source, mutants: reported }]) => {
    const lines = source.split('\n')
    return reported.map(({ status, replacement = '', location: { start, end } }): Mutant => {
      const fate = fates[status]
      if (fate === undefined) throw new Error(`a mutant of ${file} at line ${start.line} is ${status}`)
      const line = lines[start.line - 1] ?? ''
      const after = (lines[end.line - 1] ?? '').slice(end.column - 1)
      const becomes = `${line.slice(0, start.column - 1)}${replacement}${after}`
      return { file, lineNumber: start.line, line: line.trim(), becomes: becomes.replaceAll(/\s+/g, ' ').trim(), fate }
    })
  })
  return { files: Object.keys(files), mutants }
}
