import { expect, test } from 'vitest'
import { formatBytes } from './formatBytes.ts'

test('sizes are said in thousands, with one digit where it says something', () => {
  expect([0, 999, 1_000, 1_550, 12_345, 100_000_000, 1_073_741_824].map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 bytes',
    '999 bytes',
    '1 kB',
    '1.6 kB',
    '12 kB',
    '100 MB',
    '1.1 GB',
  ])
})
