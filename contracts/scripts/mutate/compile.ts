import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { contractsFolder } from '../runForge.ts'
import { type AstNode, nodesAt, textAt } from './ast.ts'

type Compiler = {
  readonly compile: (
    input: string,
    callbacks: { readonly import: (path: string) => { readonly contents: string } | { readonly error: string } },
  ) => string
}
const solc = createRequire(import.meta.url)('solc') as Compiler

type SourceLocation = { readonly file: string; readonly start: number }

/** The compiler refused; `places` is where, in bytes. */
export class CompileError extends Error {
  readonly places: readonly SourceLocation[]
  constructor(message: string, places: readonly SourceLocation[]) {
    super(message)
    this.places = places
  }
}

type Output = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string; readonly sourceLocation?: SourceLocation }[]
  readonly sources: Readonly<Record<string, { readonly ast?: AstNode }>>
  readonly contracts?: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly abi: readonly unknown[]; readonly evm: { readonly bytecode: { readonly object: string } } }>>
    >
  >
}

/** What is deployed, by the tests too. */
export const deployed = [
  'Dao',
  'DaoRecords',
  'DaoSignatures',
  'IncomeInbox',
  'DaoFactory',
  'BountyEscrow',
  'MatchingRound',
  'Pair',
  'MarketBonds',
  'PowerRewards',
  'Till',
] as const
export type Deployed = (typeof deployed)[number]

const importsOf = (tree: AstNode): readonly string[] =>
  nodesAt(tree, 'nodes').flatMap((node) => (node.nodeType === 'ImportDirective' ? [textAt(node, 'absolutePath')] : []))

/** The deployed contracts whose code a source is part of, by what they import. */
export const deployedWith = (trees: ReadonlyMap<string, AstNode>, file: string): readonly Deployed[] => {
  const reaches = (path: string, seen: Set<string>): boolean => {
    if (path === file) return true
    const tree = trees.get(path)
    if (tree === undefined || seen.has(path)) return false
    seen.add(path)
    return importsOf(tree).some((other) => reaches(other, seen))
  }
  return deployed.filter((name) => reaches(`src/${name}.sol`, new Set()))
}

/** The deployed sources by their path, `src/…`. */
export const readSources = async (): Promise<ReadonlyMap<string, Buffer>> => {
  const names = (await readdir(join(contractsFolder, 'src'), { recursive: true })).filter((name) => name.endsWith('.sol'))
  return new Map(await Promise.all(names.map(async (name) => [`src/${name}`, await readFile(join(contractsFolder, 'src', name))] as const)))
}

const run = (sources: ReadonlyMap<string, string | Buffer>, settings: object): Output => {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([path, text]) => [path, { content: text.toString() }])),
    settings: {
      evmVersion: 'osaka',
      remappings: ['solady/=../node_modules/solady/src/'],
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      ...settings,
    },
  }
  const readImport = (path: string) => {
    try {
      return { contents: readFileSync(resolve(contractsFolder, path), 'utf8') }
    } catch (error) {
      return { error: String(error) }
    }
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport })) as Output
  const errors = output.errors?.filter(({ severity }) => severity === 'error') ?? []
  if (errors.length > 0)
    throw new CompileError(
      errors.map(({ formattedMessage }) => formattedMessage).join('\n'),
      errors.flatMap(({ sourceLocation }) => (sourceLocation === undefined ? [] : [sourceLocation])),
    )
  return output
}

/** The syntax trees, with types. */
export const parseSources = (sources: ReadonlyMap<string, Buffer>): ReadonlyMap<string, AstNode> => {
  const trees = run(sources, { outputSelection: { '*': { '': ['ast'] } } }).sources
  return new Map(Object.entries(trees).flatMap(([path, { ast }]) => (ast === undefined ? [] : [[path, ast] as const])))
}

const made = ['abi', 'evm.bytecode.object'] as const

/** `quick`: no more optimisation than the compiler needs to find room on the stack, which takes a quarter of the time. `deployed`, `small`: as foundry.toml has it. */
const optimizers = {
  quick: { enabled: true, runs: 200, details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: ':' } } },
  deployed: { enabled: true, runs: 20_000 },
  small: { enabled: true, runs: 1 },
} as const
export type Effort = keyof typeof optimizers

/** The escrow would not fit a chain's limit otherwise. */
const effortOf = (name: Deployed, effort: Effort): Effort => (effort === 'deployed' && name === 'BountyEscrow' ? 'small' : effort)

/** By file, then by contract. */
export const compileUnits = (
  sources: ReadonlyMap<string, string | Buffer>,
  wanted: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = { '*': { '*': made } },
  effort: Effort = 'quick',
): NonNullable<Output['contracts']> => {
  const optimizer = optimizers[effort]
  return run(sources, { viaIR: true, optimizer, outputSelection: wanted }).contracts ?? {}
}

/** Compiles some of what the tests deploy, all of it where none is named, and writes it into the project that they run in. */
export const compileInto = async (
  project: string,
  sources: ReadonlyMap<string, string | Buffer>,
  names: readonly Deployed[] = deployed,
  effort: Effort = 'quick',
): Promise<void> => {
  for (const asked of new Set(names.map((name) => effortOf(name, effort)))) {
    const alike = names.filter((name) => effortOf(name, effort) === asked)
    const contracts = compileUnits(sources, Object.fromEntries(alike.map((name) => [`src/${name}.sol`, { [name]: made }])), asked)
    for (const name of alike) {
      const unit = contracts[`src/${name}.sol`]?.[name]
      if (unit === undefined) throw new Error(`the compiler made no ${name}`)
      const folder = join(project, 'out', 'release', `${name}.sol`)
      await mkdir(folder, { recursive: true })
      await writeFile(
        join(folder, `${name}.json`),
        JSON.stringify({ abi: unit.abi, bytecode: { object: `0x${unit.evm.bytecode.object}` } }),
      )
    }
  }
}
