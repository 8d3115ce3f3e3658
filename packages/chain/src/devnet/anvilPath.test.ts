import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { anvilPath } from './anvilPath.ts'

test('A14 anvil is found from the sources and from a bundle in the checkout, and where there is none the error says what to do', () => {
  expect(existsSync(anvilPath())).toBe(true)
  const bundle = new URL('../../../../apps/desktop/out/chunks/any.js', import.meta.url)
  expect(anvilPath(bundle.href)).toBe(anvilPath())
  const packaged = pathToFileURL(join(tmpdir(), 'DAOmesh', 'app.asar', 'out', 'any.js')).href
  expect(() => anvilPath(packaged)).toThrow(
    expect.objectContaining({ code: 'SANDBOX_ABSENT', todo: expect.stringContaining('Choose a chain endpoint') as string }) as Error,
  )
})
