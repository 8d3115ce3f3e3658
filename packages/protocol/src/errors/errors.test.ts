import { expect, test } from 'vitest'
import { catalogue, type ErrorCode } from './catalogue.ts'
import { DaomeshError, toDaomeshError } from './DaomeshError.ts'

const codes = Object.keys(catalogue) as ErrorCode[]

test('P12: every error says what happened, what is safe and what to do, in whole sentences without parts to fill in', () => {
  for (const code of codes) {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    for (const text of Object.values(catalogue[code])) {
      expect(text).toMatch(/^[A-Z“].*\.$/)
      expect(text).not.toMatch(/[{}$<>]|\s\s/)
    }
  }
})

test('P12: an error crosses a process and comes back with its code and details', () => {
  for (const code of codes) {
    const sent = JSON.parse(JSON.stringify(new DaomeshError(code, { meta: { field: 'x', n: 1 }, cause: new Error('inner') })))
    const back = toDaomeshError(sent)
    expect(back.toJSON()).toEqual(sent)
    expect(back).toBeInstanceOf(DaomeshError)
  }
})

test('P12: anything unknown becomes INTERNAL with its message, and our own error passes as it is', () => {
  const own = new DaomeshError('INPUT_INVALID')
  expect(toDaomeshError(own)).toBe(own)
  expect(toDaomeshError(new Error('boom'))).toMatchObject({ code: 'INTERNAL', meta: { message: 'boom' } })
  for (const odd of [null, undefined, 7, 'text', {}, { code: 7 }, { code: 'NO_SUCH_CODE' }])
    expect(toDaomeshError(odd).code).toBe('INTERNAL')
})

test('P12/D9: names that every object has are no codes', () => {
  for (const code of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) expect(toDaomeshError({ code }).code).toBe('INTERNAL')
})
