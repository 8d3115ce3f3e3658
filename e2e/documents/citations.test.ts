import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from '../suite/repository.ts'
import { readProven, readRules, readTested } from './readCitations.ts'

const read = (file: string): string => readFileSync(join(repository, file), 'utf8')

test('what THREAT_MODEL.md calls proven stands in the name of a test', () => {
  const proven = readProven(read('THREAT_MODEL.md'))
  const tested = readTested(repository)
  expect(proven.size).toBeGreaterThan(30)
  expect([...proven].filter((id) => !tested.has(id))).toEqual([])
})

test.each(['THREAT_MODEL.md', 'ARCHITECTURE.md'])('rules cited in %s stand in the SPEC of their package', (file) => {
  const gone = readRules(read(file)).filter((rule) => {
    const [name = '', id = ''] = rule.split(' ')
    return !new RegExp(`\\b${id}\\b`).test(read(`packages/${name}/SPEC.md`))
  })
  expect(gone).toEqual([])
})
