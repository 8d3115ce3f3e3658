import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contractsFolder } from '../runForge.ts'
import { deployed, deployedWith, parseSources, readSources } from './compile.ts'
import { slow, targets } from './targets.ts'

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(contractsFolder, folder), { recursive: true })).filter((name) => name.endsWith('.sol'))

test(
  'whatever the tests deploy is compiled for mutants too, and every folder that the table names has tests',
  { timeout: 120_000 },
  async () => {
    const names = await filesIn('test')
    const texts = await Promise.all(names.map((name) => readFile(join(contractsFolder, 'test', name), 'utf8')))
    const asked = texts.flatMap((text) => [...text.matchAll(/out\/release\/(\w+)\.sol/g)].map(([, name = '']) => name))
    expect([...new Set(asked)].filter((name) => !deployed.some((one) => one === name))).toEqual([])
    const folders = [...Object.values(targets), slow].flatMap((path) => {
      const [, list = ''] = /^test\/\{?([\w,]+)\}?\/\*\*$/.exec(path) ?? []
      return list.split(',')
    })
    expect(folders.filter((folder) => !names.some((name) => name.startsWith(`${folder}/`)))).toEqual([])
    const sources = await readSources()
    const trees = parseSources(sources)
    expect(Object.keys(targets).filter((file) => deployedWith(trees, file).length === 0)).toEqual([])
  },
)
