import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from '@daomesh/log/sqlite'
import { fillIn, findings } from '@daomesh/node/contract'
import { afterAll, expect, test } from 'vitest'
import { writeApiNote } from '../compose/serviceNotes.ts'
import { homePaths } from '../home/homePaths.ts'
import { lockHome } from '../home/lockHome.ts'
import { openDeviceKey } from '../home/openDeviceKey.ts'
import { systemRandom } from '../system/systemRandom.ts'
import { checkDisk } from './checkFiles.ts'
import { checkRuntime, examine } from './examine.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let homes = 0
/** A home as a node leaves it, with a key file. */
const makeHome = (): ReturnType<typeof homePaths> => {
  const paths = homePaths(join(folder, `home-${(homes += 1)}`))
  mkdirSync(paths.keys, { recursive: true, mode: 0o700 })
  chmodSync(paths.home, 0o700)
  writeFileSync(join(paths.keys, '0x0000000000000000000000000000000000000001.json'), '{}', { mode: 0o600 })
  openDeviceKey(paths.device, systemRandom)
  sqliteStore({ path: paths.database, random: systemRandom }).close()
  return paths
}
const codesOf = async (home: string): Promise<readonly string[]> => (await examine(home)).findings.map(({ code }) => code)

test('V9 a sound home whose node does not run: that, and nothing else; nothing in it is changed', async () => {
  const { home, device, database } = makeHome()
  const before = [device, database].map((path) => readFileSync(path))
  expect(await codesOf(home)).toEqual(['NODE_ABSENT'])
  expect([device, database].map((path) => readFileSync(path))).toEqual(before)
  expect(await codesOf(join(folder, 'nowhere'))).toEqual(['NODE_ABSENT'])
})

const causes: Readonly<Record<string, readonly [string[], (paths: ReturnType<typeof homePaths>) => void]>> = {
  'no key file': [['NODE_ABSENT', 'IDENTITY_NONE'], ({ keys }) => rmSync(keys, { recursive: true })],
  'others may read the device key': [
    ['HOME_OPEN', 'NODE_ABSENT'],
    ({ home, device }) => [home, device].forEach((path) => chmodSync(path, 0o755)),
  ],
  'a device key with a digit turned': [
    ['DEVICE_KEY_DAMAGED', 'NODE_ABSENT'],
    ({ device }) => {
      const text = readFileSync(device, 'utf8')
      writeFileSync(device, (text.startsWith('0') ? '1' : '0') + text.slice(1))
    },
  ],
  'a first page of noise': [
    ['NODE_ABSENT', 'DATABASE_DAMAGED'],
    ({ database }) => {
      const handle = openSync(database, 'r+')
      writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, 0)
      closeSync(handle)
    },
  ],
  'a schema of a newer version': [
    ['NODE_ABSENT', 'DATABASE_NEWER'],
    ({ database }) => {
      // Where SQLite keeps the version and the number of the application.
      const bytes = Buffer.alloc(12)
      bytes.writeUInt32BE(99, 0)
      bytes.writeUInt32BE(0x444d_0000 + 99, 8)
      const handle = openSync(database, 'r+')
      writeSync(handle, bytes, 0, 4, 60)
      writeSync(handle, bytes, 8, 4, 68)
      closeSync(handle)
    },
  ],
}

for (const [name, [codes, cause]] of Object.entries(causes))
  test.skipIf(process.platform === 'win32')(`V9 K3 ${name} is named, and nothing else`, async () => {
    const paths = makeHome()
    cause(paths)
    expect(await codesOf(paths.home)).toEqual(codes)
  })

test('V9 a home that is no folder, a disk without room, an old Node', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(await codesOf(file)).toEqual(['HOME_UNREACHABLE'])
  // Nothing can be written there, and the system says so.
  if (process.platform === 'linux') expect(checkDisk('/proc').map(({ code }) => code)).toEqual(['DISK_FULL'])
  expect(checkDisk(folder, 100 * 1024 * 1024)).toMatchObject([{ code: 'DISK_LOW', params: { mebibytes: 100 } }])
  expect(checkDisk(folder, 300 * 1024 * 1024)).toEqual([])
  expect([checkRuntime('22.17.9'), checkRuntime('22.18.0'), checkRuntime('25.0.0')].map((found) => found.length)).toEqual([1, 0, 0])
})

test('V9 K4 a home that another process uses: its pid, and no word of the files it may be writing', async () => {
  const { home } = makeHome()
  const unlock = lockHome(home)
  try {
    expect((await examine(home)).findings).toMatchObject([{ code: 'HOME_IN_USE', params: { pid: process.pid } }])
  } finally {
    unlock()
  }
  expect(await codesOf(home)).toEqual(['NODE_ABSENT'])
})

test('V9 a note of a node that gave its home back is no silent node', async () => {
  const { home } = makeHome()
  writeApiNote(home, { port: 1, token: 'x'.repeat(32) })
  expect(await codesOf(home)).toEqual(['NODE_ABSENT'])
  const unlock = lockHome(home)
  try {
    expect(await codesOf(home)).toEqual(['NODE_SILENT'])
  } finally {
    unlock()
  }
})

test('V9 every finding has three sentences, and its parameters have names a sentence can carry', () => {
  for (const [code, { found, means, remedy }] of Object.entries(findings)) {
    for (const sentence of [found, means, remedy]) expect([code, sentence.endsWith('.')]).toEqual([code, true])
    expect(fillIn(found, { name: 'Ben' })).not.toContain('{{name}}')
  }
})
