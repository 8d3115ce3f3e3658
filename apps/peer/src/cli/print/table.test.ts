import { expect, test } from 'vitest'
import { when } from './table.ts'

test('D6 a record from a time that no calendar knows is told and stops nothing', () => {
  expect(when(1_700_000_000_000)).toBe('2023-11-14T22:13:20Z')
  expect(when(Number.MAX_SAFE_INTEGER)).toBe('+275760-09-13T00:00:00Z')
})
