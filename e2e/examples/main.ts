/** Fails on a function of a package entry without a comment, and on an `@example` that does not compile or is not true. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repository } from '../suite/repository.ts'
import { findExports } from './findExports.ts'
import { readExamples } from './readExamples.ts'
import { exportsOf, type Rendered, renderExamples } from './renderExamples.ts'

const folder = join(repository, 'e2e', 'examples', '.cache')
const functions = await findExports(repository)
const found = readExamples(repository)
mkdirSync(folder, { recursive: true })
const module = join(folder, 'examples.ts')
writeFileSync(module, renderExamples(found, await exportsOf(functions)))
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../../tsconfig.json', include: [], files: ['examples.ts'] }))

let failed = 0
const complain = (text: string): void => {
  failed += 1
  console.error(text)
}
for (const { entry, name, file, doc } of functions) if (doc === null) complain(`${file}: ${name}, exported by ${entry}, has no comment`)

const compiled = spawnSync('tsc', ['--noEmit', '--pretty', 'false', '-p', folder], { encoding: 'utf8' })
if (compiled.status !== 0) complain(compiled.stdout + compiled.stderr)
else {
  const { examples } = (await import(pathToFileURL(module).href)) as { examples: readonly Rendered[] }
  for (const { place, asserts, run } of examples) {
    // The others only compile: they would start a node, or a chain.
    if (!asserts) continue
    try {
      await run()
    } catch (error) {
      complain(`${place}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
console.log(`${functions.length} functions, ${found.length} examples`)
console.log(`${functions.length + found.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
