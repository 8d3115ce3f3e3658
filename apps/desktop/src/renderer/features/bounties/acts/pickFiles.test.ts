import { limits } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { pickFiles } from './pickFiles.ts'

const file = (name: string, size = 1) => ({ name, size })

test('what is too large is named and left out, what is there is not taken twice', () => {
  const [small, same, large] = [file('a'), file('b', 5), file('c', limits.fileBytes + 1)]
  expect(pickFiles([{ file: same }], [small, { ...same }, large])).toEqual({ taken: [small], tooLarge: [large], tooMany: false })
  expect(pickFiles([{ file: same }], [file('b', 6), file('whole', limits.fileBytes)]).taken).toHaveLength(2)
})

test('no more files than a delivery can name', () => {
  const there = Array.from({ length: limits.briefFiles - 1 }, (_, at) => ({ file: file(`there ${at}`) }))
  expect(pickFiles(there, [file('a'), file('b')])).toEqual({ taken: [file('a')], tooLarge: [], tooMany: true })
})
