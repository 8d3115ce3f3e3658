import { expect, test } from 'vitest'
import { readReport } from './readReport.ts'

const source = ['export const more = (a: bigint) => {', '  return a > 0n', '}'].join('\n')
const at = (line: number, from: number, to: number, end = line) => ({ start: { line, column: from }, end: { line: end, column: to } })
const report = (mutants: readonly unknown[]) => ({
  schemaVersion: '2',
  files: { 'src/more.ts': { language: 'typescript', source, mutants } },
})

test('a mutant is told by its line before and after the change', () => {
  const comparison = { id: '1', mutatorName: 'EqualityOperator', status: 'Survived', replacement: 'a >= 0n', location: at(2, 10, 16) }
  expect(readReport(report([comparison])).mutants).toEqual([
    { file: 'src/more.ts', lineNumber: 2, line: 'return a > 0n', becomes: 'return a >= 0n', fate: 'survived' },
  ])
})

test('a change over several lines becomes one line', () => {
  const block = { id: '2', mutatorName: 'BlockStatement', status: 'Killed', replacement: '{}', location: at(1, 36, 2, 3) }
  expect(readReport(report([block])).mutants[0]).toMatchObject({
    line: 'export const more = (a: bigint) => {',
    becomes: 'export const more = (a: bigint) => {}',
  })
})

test('what no test reached has survived, what hung or crashed is killed, what was not tried is an error', () => {
  const of = (status: string) => ({ id: status, mutatorName: 'x', status, replacement: '', location: at(2, 3, 9) })
  const fates = readReport(report(['NoCoverage', 'Timeout', 'RuntimeError'].map(of))).mutants.map(({ fate }) => fate)
  expect(fates).toEqual(['survived', 'killed', 'killed'])
  expect(() => readReport(report([of('Ignored')]))).toThrow('is Ignored')
  expect(() => readReport({ files: 1 })).toThrow('invalid_type')
})
