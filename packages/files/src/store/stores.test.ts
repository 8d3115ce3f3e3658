import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileId, sha256Hex, type SpaceId, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { diskFileStore } from '../disk/index.ts'
import { memoryFileDisk, memoryFileStore } from '../memory/index.ts'
import { acceptFileStore } from './acceptFileStore.ts'

acceptFileStore('memory', () => {
  const disk = memoryFileDisk()
  const open = () => memoryFileStore({ disk })
  return { store: open(), reopen: open, close: () => undefined }
})

acceptFileStore('disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'daomesh-files-'))
  const open = () => diskFileStore({ root })
  return { store: open(), reopen: open, close: () => rmSync(root, { recursive: true, force: true }) }
})

test('Z1: a disk that refuses is STORAGE_FAILED, and other names in the folder are not taken for files', async () => {
  const root = mkdtempSync(join(tmpdir(), 'daomesh-files-'))
  const space = sha256Hex(utf8('space')) as SpaceId
  const file = sha256Hex(utf8('file')) as FileId
  try {
    const store = diskFileStore({ root })
    await store.write(space, file, 0, Uint8Array.of(1))
    writeFileSync(join(root, space, 'notes.sealed'), 'x')
    expect((await store.list(space)).map((row) => row.file)).toEqual([file])
    await store.remove(space, file)
    expect(readdirSync(join(root, space))).toEqual(['notes.sealed'])
    const blocked = diskFileStore({ root: join(root, space, 'notes.sealed') })
    await expect(blocked.write(space, file, 0, Uint8Array.of(1))).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    await expect(blocked.stage()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
