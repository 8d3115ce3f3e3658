import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where rules are numbered, and where the tests lie that may prove them. Layers name the same packages, see suite/imports/layers.ts. */
export type Spec = {
  readonly file: string
  readonly tests: readonly string[]
  /** Rules that the package states and the node keeps: each with the folder of its test. */
  readonly keptBy: Readonly<Record<string, string>>
}

/** Whole nodes are put together in these two, so rules of nodes are proven there as well. */
const scenes = ['packages/testing', 'e2e']
const ofPackage = (folder: string, more: readonly string[] = [], keptBy: Spec['keptBy'] = {}): Spec => ({
  file: `${folder}/SPEC.md`,
  tests: [folder, ...more],
  keptBy,
})

export const specs: Readonly<Record<string, Spec>> = {
  protocol: ofPackage('packages/protocol'),
  governance: ofPackage('packages/governance', [], {
    S11: 'packages/node',
    S12: 'packages/node',
    J24: 'packages/node',
    J25: 'packages/node',
    J26: 'packages/node',
  }),
  log: ofPackage('packages/log'),
  drafts: ofPackage('packages/drafts', [], {
    Y35: 'e2e',
    Y36: 'e2e',
    Y37: 'e2e',
    Y38: 'e2e',
    Y39: 'e2e',
    Y40: 'apps/desktop',
    Y41: 'e2e',
    Y42: 'e2e',
    Y43: 'apps/desktop',
    Y44: 'e2e',
    Y45: 'e2e',
    Y46: 'e2e',
  }),
  network: ofPackage('packages/network', [], { G10: 'packages/testing' }),
  chain: ofPackage('packages/chain'),
  files: ofPackage('packages/files'),
  market: ofPackage('packages/market'),
  node: ofPackage('packages/node', scenes, { M351: 'apps/peer' }),
  peer: ofPackage('apps/peer', scenes, { H6: 'packages/node', Q6: 'packages/node', Q7: 'packages/node', W8: 'apps/desktop' }),
  contracts: ofPackage('contracts'),
}

export const idsIn = (text: string): string[] => text.match(/\b[A-Z]\d{1,3}\b/g) ?? []

const ruleHeads = [/^\s*(?:- )?\*\*([A-Z]\d{1,3})\b/gm, /^\| ([A-Z]\d{1,3}) \|/gm]

/** The rules a SPEC states: `- **L1** …`, `**A1 Finality.** …` or a row `| P1 | …`. */
export const statedIn = (text: string): ReadonlySet<string> =>
  new Set(ruleHeads.flatMap((head) => [...text.matchAll(head)].map(([, id = '']) => id)))

/** Ids of attacks, from the rows of ATTACKS.md and from its list of what is not built. */
export const attacksIn = (text: string): { readonly tested: ReadonlySet<string>; readonly later: ReadonlySet<string> } => {
  const [rows = '', later = ''] = text.split('## Not yet')
  return { tested: statedIn(rows), later: new Set(idsIn(later)) }
}

const testFiles = (root: string, folder: string): string[] =>
  ['**/*.{test,spec}.{ts,tsx}', 'src/**/{*Acceptance,accept*}.ts', 'test/**/*.t.sol'].flatMap((pattern) =>
    globSync(`${folder}/${pattern}`, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'out' }),
  )

/** The names of the tests in one file, TypeScript or Solidity. */
const namesIn = (text: string): string[] => [
  ...[...text.matchAll(/\b(?:test|it|describe)(?:\.\w+\([\s\S]*?\))?\(\s*(['"`])(.*?)\1/g)].map(([, , name = '']) => name),
  ...[...text.matchAll(/^\]\)\(\s*(['"`])(.*?)\1/gm)].map(([, , name = '']) => name),
  ...[...text.matchAll(/^\s+\[(['"`])(.*?)\1,/gm)].map(([, , name = '']) => name),
  ...[...text.matchAll(/function (?:test|testFuzz|invariant)_(\w+)/g)].map(([, name = '']) => name.replaceAll('_', ' ')),
]

/** Every id that stands in the name of a test below these folders, with the files. */
export const namedIn = (root: string, folders: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const named = new Map<string, string[]>()
  for (const file of folders.flatMap((folder) => testFiles(root, folder)))
    for (const id of new Set(namesIn(readFileSync(join(root, file), 'utf8')).flatMap(idsIn)))
      named.set(id, [...(named.get(id) ?? []), file])
  return named
}

/** The same for the tests of one package. */
export const namedBy = (root: string, { tests, keptBy }: Spec): ReadonlySet<string> => {
  const kept = Object.entries(keptBy).filter(([id, folder]) => namedIn(root, [folder]).has(id))
  return new Set([...namedIn(root, tests).keys(), ...kept.map(([id]) => id)])
}
