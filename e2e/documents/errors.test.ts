import { catalogue } from '@daomesh/protocol'
import type { ErrorCode } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { repository } from '../suite/repository.ts'
import { findGivenCodes } from './findGivenCodes.ts'
import { whenGiven } from './whenGiven.ts'
import { isFresh } from './writeErrors.ts'

test('ERRORS.md is what the catalogue makes; else run node e2e/documents/writeErrors.ts', () => {
  expect(isFresh()).toBe(true)
})

test('whenGiven.ts calls exactly those codes reserved that no source gives', () => {
  const given = findGivenCodes(repository)
  const reserved = (Object.keys(catalogue) as ErrorCode[]).filter((code) => !given.has(code))
  expect(Object.keys(whenGiven).filter((code) => whenGiven[code as ErrorCode] === null)).toEqual(reserved)
})
