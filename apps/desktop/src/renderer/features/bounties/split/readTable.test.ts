import { expect, test } from 'vitest'
import { readTable } from './readTable.ts'

const [a, b] = [`0x${'a1'.repeat(20)}`, `0x${'b2'.repeat(20)}`]

test('a table of a spreadsheet becomes rows, whatever the order of its columns; its heading is left out', () => {
  expect(readTable(`Who\tWhat\tHow much\n${a}\tPosts\t0.5\n${b}\tGate\t1,25\n`)).toEqual([
    { payee: a, title: 'Posts', amount: '0.5' },
    { payee: b, title: 'Gate', amount: '1,25' },
  ])
  expect(readTable(`0.5\t${a}\tPosts`)).toEqual([{ payee: a, title: 'Posts', amount: '0.5' }])
})

test('semicolons and commas part cells too, where no tab does', () => {
  expect(readTable(`${a};1,5;"Posts; oak"\r\n${b};2;Gate`)?.map(({ amount }) => amount)).toEqual(['1,5', '2'])
  expect(readTable(`${a}, 1.5, Posts\n${b}, 2, Gate`)?.map(({ title }) => title)).toEqual(['Posts', 'Gate'])
})

test('what is no table is pasted as it is', () => {
  for (const text of [a, '0.5', 'Posts, and a gate', 'one\ntwo']) expect(readTable(text)).toBeNull()
})

test('an account whose checksum is wrong is nobody’s: its row stays to be mended', () => {
  const wrong = '0x52908400098527886E0F7030069857D2E4169Ee7'
  expect(readTable(`${wrong}\t1\tPosts\n${b}\t2\tGate`)?.[0]).toEqual({ payee: '', amount: '1', title: `${wrong}, Posts` })
})
