import { expect, it } from 'vitest'
import { entryChecks } from './entryChecks.ts'
import { specimen } from './specimen.ts'

it('L19 what a thread runs on before the first batch is a whole good entry, opened with its key', () => {
  const one = specimen()
  expect(entryChecks()(one)).toEqual({ isGood: true, crc32: expect.any(Number), opened: new Uint8Array(160) })
})
