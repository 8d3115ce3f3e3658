import { keys, type Registers, registersOf } from '@daomesh/governance'
import { type Address, address, type EntryId, type FileId, fileId, hexHashOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { namesOfFile } from './namesOfFile.ts'

const [ann, mallory] = ['aa', 'bb'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address]
const file = fileId.parse('f1'.repeat(32))
/** A record that names a file, as the register of a space holds it. */
const named = (by: Address, n: number, of: FileId = file) => ({
  key: keys.file(hexHashOf('test/entry', `${by} ${n}`) as EntryId),
  value: { by, file: of, key: new Uint8Array(32).fill(n % 256), name: `${n}`, type: '', size: 1, about: null, hash: null, at: 1, depth: n },
})

test('M341 N4 however many records of one member name a file, so many of its keys are tried, and those of others all the same', () => {
  const many = Array.from({ length: 500 }, (_, n) => named(mallory, n))
  const rows = namesOfFile(registersOf([...many, named(ann, 1_000)]), file)
  expect(rows.filter(({ by }) => by === mallory).map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  expect(rows.filter(({ by }) => by === ann)).toHaveLength(1)
})

test('M341 N4 a question about one file reads the others’ records once for each change, and hears what was withdrawn', () => {
  let still = registersOf(
    Array.from({ length: 300 }, (_, n) => named(ann, n, n === 7 ? file : fileId.parse(hexHashOf('test/file', `${n}`)))),
  )
  let [version, reads] = [1, 0]
  const registers: Registers = {
    get version() {
      return version
    },
    get: (key) => still.get(key),
    entries: (prefix) => {
      reads += 1
      return still.entries(prefix)
    },
  }
  for (let question = 0; question < 20; question++) expect(namesOfFile(registers, file)).toMatchObject([{ name: '7', withdrawn: false }])
  expect(reads).toBe(1)
  still = registersOf([...still.entries(''), { key: keys.fileWithdrawn(file, ann), value: { entry: 'ab'.repeat(32) } }])
  version += 1
  expect(namesOfFile(registers, file)).toMatchObject([{ withdrawn: true }])
  expect(namesOfFile(registers, fileId.parse('f2'.repeat(32)))).toEqual([])
})
