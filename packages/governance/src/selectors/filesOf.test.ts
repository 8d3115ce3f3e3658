import type { FileId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, draftA, entryOf, hash32 } from '../fixtures/dao.ts'
import { fold } from '../fixtures/voting.ts'
import { filesOf } from './filesOf.ts'

const file = hash32('file') as FileId
const shared = (by: typeof ann, name: string, more: { readonly depth?: number; readonly id?: string } = {}, key = 1) =>
  entryOf(by, 'file.share', { v: 1, file, key: new Uint8Array(32).fill(key), name, type: 'text/plain', size: 5, about: draftA }, more)
const withdrawn = (by: typeof ann, depth: number) => entryOf(by, 'file.withdraw', { v: 1, file }, { depth })

test('J9/S13: files stand in causal order, each record by itself: a second one with another key takes nothing from the first', () => {
  const rows = filesOf(fold(shared(ben, 'b.txt', { depth: 4, id: 'y' }, 9), shared(ann, 'a.txt', { depth: 2, id: 'x' })))
  expect(rows.map(({ name, by, file: of, key }) => [name, by, of, key[0]])).toEqual([
    ['a.txt', ann.address, file, 1],
    ['b.txt', ben.address, file, 9],
  ])
  expect(rows[0]).toMatchObject({ withdrawn: false, type: 'text/plain', size: 5, about: draftA })
})

test('S13: a withdrawal counts against the file of its author for good, whichever came first, and nobody else’s', () => {
  const both = [shared(ann, 'a.txt', { id: 'x' }), shared(ben, 'b.txt', { id: 'y' })]
  const names = (...entries: readonly ReturnType<typeof shared>[]) =>
    filesOf(fold(...entries)).flatMap(({ name, withdrawn }) => (withdrawn ? [] : [name]))
  expect(names(...both, withdrawn(ann, 9))).toEqual(['b.txt'])
  expect(names(withdrawn(ann, 1), ...both)).toEqual(['b.txt'])
  expect(names(...both, withdrawn(ann, 9), shared(ann, 'again.txt', { depth: 12, id: 'z' }))).toEqual(['b.txt'])
})
