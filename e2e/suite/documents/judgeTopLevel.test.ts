import { expect, test } from 'vitest'
import { judgeTopLevel, required } from './judgeTopLevel.ts'

test('documents and dot-files may lie beside what is required', () => {
  expect(judgeTopLevel([...required, 'LICENSE', 'ARCHITECTURE.md', '.ci', '.gitignore'])).toEqual([])
})

test('anything else, and anything absent, is named', () => {
  const names = [...required.filter((name) => name !== 'e2e'), 'vitest.config.ts', 'docs']
  expect(judgeTopLevel(names)).toEqual([
    'vitest.config.ts has no place at the top level',
    'docs has no place at the top level',
    'e2e is missing at the top level',
  ])
})
