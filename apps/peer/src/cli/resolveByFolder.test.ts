import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../fixtures/printResolutions.ts', import.meta.url))
const hook = new URL('../../bin/resolveByFolder.js', import.meta.url).href

const resolutions = async (...words: string[]): Promise<Readonly<Record<string, string>>> =>
  JSON.parse((await run(process.execPath, [program, ...words], { maxBuffer: 2 ** 26 })).stdout) as Record<string, string>

test(
  'H8 what the first file of a folder is told holds for the others: every import of the node is the file that Node itself would take',
  { timeout: 120_000 },
  async () => {
    const [plain, byFolder] = await Promise.all([resolutions(), resolutions(hook)])
    expect(Object.keys(plain).length).toBeGreaterThan(2_000)
    expect(byFolder).toEqual(plain)
  },
)
