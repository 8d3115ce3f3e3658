import { expect, test } from 'vitest'
import { refusalOf } from './refusalOf.ts'

const said = (error: string, ...args: string[]) => refusalOf({ ok: false, error, args, raw: '0x' })

test('M163 a target that has only words is quoted, made unable to hide anything; a named error stays a name', () => {
  expect(said('Error', 'ERC721: invalid token ID')).toBe('ERC721: invalid token ID')
  expect(said('Error', 'all\u202Ewell\nindeed')).toBe('allwellindeed')
  expect(said('Error', 'x'.repeat(500))).toHaveLength(120)
  expect(said('Error', ' \u200B ')).toBe('Error')
  expect(said('Error')).toBe('Error')
  expect(said('Dao_Underfunded', 'words')).toBe('Dao_Underfunded')
})
