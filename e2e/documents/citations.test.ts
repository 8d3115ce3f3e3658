import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layerOf } from '../suite/imports/judgeImport.ts'
import { layers } from '../suite/imports/layers.ts'
import { repository } from '../suite/repository.ts'
import { type Citation, readProven, readRules } from './readCitations.ts'
import { attacksIn, idsIn, namedBy, namedIn, specs, statedIn } from './specs.ts'

const read = (file: string): string => readFileSync(join(repository, file), 'utf8')
const attacks = attacksIn(read('ATTACKS.md'))
const named = (name: string): ReadonlySet<string> => {
  const spec = specs[name]
  return spec === undefined ? new Set() : namedBy(repository, spec)
}
const everywhere = namedIn(repository, ['packages', 'apps', 'e2e', 'contracts'])

test.each(Object.keys(specs))('every rule of %s stands in the name of one of its tests', (name) => {
  const rules = statedIn(read(specs[name]?.file ?? ''))
  expect(rules.size).toBeGreaterThan(5)
  const proven = named(name)
  expect([...rules].filter((rule) => !proven.has(rule))).toEqual([])
})

test('every number in the name of a test is a rule of its own package or of one below it, or an attack', () => {
  const texts = new Map(Object.entries(specs).map(([name, { file }]) => [name, new Set(idsIn(read(file)))]))
  const unknown = [...everywhere].flatMap(([id, files]) =>
    files
      .filter((file) => {
        const layer = layerOf(file) ?? ''
        const known = [layer, ...(layers[layer]?.may ?? []), 'contracts']
        const keeps = Object.values(specs).some(
          ({ file: spec, tests, keptBy }) =>
            file.startsWith(`${keptBy[id]}/`) || (tests.some((folder) => file.startsWith(`${folder}/`)) && statedIn(read(spec)).has(id)),
        )
        return !attacks.tested.has(id) && !keeps && !known.some((name) => texts.get(name)?.has(id))
      })
      .map((file) => `${id} in ${file}`),
  )
  expect(unknown).toEqual([])
})

test('every attack stands in the name of a test, unless ATTACKS.md says that it does not yet', () => {
  expect(attacks.tested.size).toBeGreaterThan(50)
  expect([...attacks.tested].filter((id) => !everywhere.has(id))).toEqual([])
  expect([...attacks.later].filter((id) => attacks.tested.has(id))).toEqual([])
})

/** Whose rule an id is: what its sentence says, a rule of the contract (R), an attack, or the only package that states it. */
const owners = ({ id, of }: Citation): readonly string[] => {
  if (of !== null) return [of]
  if (id.startsWith('R')) return ['contracts']
  if (attacks.tested.has(id)) return ['attacks']
  return Object.keys(specs).filter((name) => statedIn(read(specs[name]?.file ?? '')).has(id))
}

test('what THREAT_MODEL.md calls proven stands in the name of a test of the package whose rule it is', () => {
  const proven = readProven(read('THREAT_MODEL.md'))
  expect(proven.length).toBeGreaterThan(40)
  const bad = proven.flatMap((citation) => {
    const [owner, ...others] = owners(citation)
    if (owner === undefined || others.length > 0) return [`${citation.id}: name its package`]
    const has = owner === 'attacks' ? everywhere.has(citation.id) : named(owner).has(citation.id)
    return has ? [] : [`${owner} ${citation.id} has no test`]
  })
  expect(bad).toEqual([])
})

test.each(['THREAT_MODEL.md', 'ARCHITECTURE.md', 'LIMITS.md', 'ERRORS.md', 'packages/node/SPEC.md'])(
  'rules cited in %s stand in the SPEC of their package',
  (file) => {
    const gone = readRules(read(file)).filter(({ id, of }) => !new RegExp(`\\b${id}\\b`).test(read(specs[of]?.file ?? '')))
    expect(gone).toEqual([])
  },
)
