import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { saveFile } from './saveFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-save-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = join(folder, 'plan.pdf')
const read = () => Promise.resolve({ content: Buffer.from('a plan').toString('base64'), next: null })
const hashOfAnother = '00'.repeat(32)

test('E1 a file is saved under a name that somebody else chose, and nothing beside it is touched, however it ends', async () => {
  // What a browser is still loading is called so too, and whoever may write in this folder could lead elsewhere by it.
  const own = join(folder, 'own.txt')
  writeFileSync(own, 'mine')
  writeFileSync(join(folder, 'other.pdf.part'), 'half of mine')
  symlinkSync(own, `${path}.part`)
  await expect(saveFile({ read, path: join(folder, 'other.pdf'), hash: hashOfAnother, replace: false })).rejects.toThrow('FILE_MALFORMED')
  expect(await saveFile({ read, path, hash: null, replace: false })).toMatchObject({ bytes: 6 })
  await expect(saveFile({ read, path, hash: null, replace: false })).rejects.toThrow('INPUT_INVALID')
  await saveFile({ read, path, hash: null, replace: true })
  const found = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  expect(found).toEqual({ 'own.txt': 'mine', 'other.pdf.part': 'half of mine', 'plan.pdf': 'a plan', 'plan.pdf.part': 'mine' })
})
