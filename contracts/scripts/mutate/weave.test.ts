import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contractsFolder } from '../runForge.ts'
import { compileUnits, parseSources } from './compile.ts'
import { testWith } from './project.ts'
import { smallSource, smallTest } from './small.ts'
import { soliditySites } from './soliditySites.ts'
import { weave, withChange } from './weave.ts'

const file = 'src/Small.sol'
const bytes = Buffer.from(smallSource)
const wovenWith = (without: readonly number[] = []) => {
  const tree = parseSources(new Map([[file, bytes]])).get(file)
  if (tree === undefined) throw new Error('the compiler gave no tree')
  return weave(file, bytes, soliditySites(tree, bytes), new Set(without))
}

test('every operator, number, condition and statement becomes its changes, and all of them compile together', { timeout: 120_000 }, () => {
  const { text, changes } = wovenWith()
  const told = changes.map(({ lineNumber, becomes }) => `${lineNumber} ${becomes}`)
  for (const change of [
    '11 if (false) revert Nothing();',
    '11 if (a != 0) revert Nothing();',
    '11 if (a == 1) revert Nothing();',
    '12 if (a <= b && a <= LIMIT) paid += a;',
    '12 if (a < b || a <= LIMIT) paid += a;',
    '12 if (a < b && a <= (LIMIT + 1)) paid += a;',
    '12 if (a < b && a <= LIMIT) paid -= a;',
    '12 if (a < b && a <= LIMIT)',
    '13 left = share(b, a) - 1;',
    '13 left = share(a, b) - 0;',
    '13 left = share(a, b) + 1;',
    '15 if iszero(lt(left, a)) { left := sub(a, 2) }',
    '15 if 1 { left := sub(a, 2) }',
    '15 if gt(left, a) { left := add(a, 2) }',
    '15 if gt(left, a) { left := sub(a, 3) }',
    '15 if gt(left, a) { }',
    '16 sstore(0, sub(left, b))',
    '21 return a * b;',
  ])
    expect(told).toContain(change)
  expect(new Set(told).size).toBe(told.length)
  expect(Object.keys(compileUnits(new Map([[file, text]])))).toEqual([file])
  for (const { id } of changes)
    expect(
      new RegExp(`block.prevrandao == ${id}\\b`).test(text) || text.includes(`case ${id} `) || text.includes(`prevrandao(), ${id})`),
    ).toBe(true)
})

test('each change compiles alone too, and then stands in its line as it is told', { timeout: 120_000 }, () => {
  const { changes } = wovenWith()
  const nextTo = (text: string): string => text.replaceAll(/\s+/g, ' ')
  for (const change of changes) {
    const alone = withChange(bytes, change).toString()
    expect(nextTo(alone)).toContain(change.becomes)
    expect(alone).not.toBe(smallSource)
    expect(Object.keys(compileUnits(new Map([[file, alone]])))).toEqual([file])
  }
})

test('what is left out keeps its number, and the rest stays', { timeout: 120_000 }, () => {
  const [all, some] = [wovenWith(), wovenWith([2, 3])]
  expect(some.changes).toEqual(all.changes.filter(({ id }) => id !== 2 && id !== 3))
  expect(some.text).not.toMatch(/prevrandao == [23] /)
})

test('forge tells changes that a test notices from one that none does', { timeout: 120_000 }, async () => {
  const { text, changes } = wovenWith()
  const project = join(contractsFolder, 'out', 'small')
  for (const folder of ['src', 'test']) await mkdir(join(project, folder), { recursive: true })
  await writeFile(join(project, file), text)
  await writeFile(join(project, 'test', 'small.t.sol'), smallTest)
  const settings = [
    '[profile.default]',
    'src = "src"',
    'libs = []',
    'solc = "../../scripts/solc.cjs"',
    'offline = true',
    'evm_version = "osaka"',
  ]
  await writeFile(join(project, 'foundry.toml'), settings.join('\n'))
  const passes = async (becomes?: string): Promise<boolean> => {
    const id = becomes === undefined ? 0 : (changes.find((one) => one.becomes === becomes)?.id ?? -1)
    expect(id).not.toBe(-1)
    return (await testWith(project, id, 'test/**', { limitSeconds: 60 })).passed
  }
  expect(await passes()).toBe(true)
  expect(await passes('if (false) revert Nothing();')).toBe(false)
  expect(await passes('return a * b;')).toBe(false)
  expect(await passes('sstore(0, sub(left, b))')).toBe(false)
  expect(await passes('if (a < b && a <= (LIMIT + 1)) paid += a;')).toBe(true)
})
