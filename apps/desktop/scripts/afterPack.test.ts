import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** What marks the switches inside Electron's program, then their version and number, then one character each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daomesh-fuses-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (wire: string): void =>
  writeFileSync(
    join(folder, 'daomesh'),
    Buffer.concat([Buffer.alloc(70_000, 7), Buffer.from(sentinel), Buffer.of(1, wire.length), Buffer.from(wire), Buffer.alloc(99)]),
  )
const wire = (): string => {
  const bytes = readFileSync(join(folder, 'daomesh'))
  const at = bytes.indexOf(sentinel) + sentinel.length
  return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString()
}
const pack = async (): Promise<void> => {
  const { default: afterPack } = (await import(new URL('afterPack.mjs', import.meta.url).href)) as {
    default: (context: unknown) => Promise<void>
  }
  await afterPack({
    appOutDir: folder,
    electronPlatformName: 'linux',
    packager: { executableName: 'daomesh', appInfo: { productFilename: 'DAOmesh' } },
  })
}

test('E5 the nine switches are burnt in and read back, and nothing else of the program changes', async () => {
  // As Electron ships them.
  put('101100101')
  const before = readFileSync(join(folder, 'daomesh'))
  await pack()
  expect(wire()).toBe('010011001')
  const after = readFileSync(join(folder, 'daomesh'))
  const changed = [...after.keys()].filter((i) => after[i] !== before[i])
  expect(after.length).toBe(before.length)
  expect(changed.every((i) => i >= 70_000 + sentinel.length + 2 && i < 70_000 + sentinel.length + 11)).toBe(true)
})

test('E5 an Electron with a switch that is not decided here, or without one that is, cannot be packaged', async () => {
  put('1011001011')
  await expect(pack()).rejects.toThrow('strictlyRequireAllFuses')
  put('10110010')
  await expect(pack()).rejects.toThrow('not long enough')
})
