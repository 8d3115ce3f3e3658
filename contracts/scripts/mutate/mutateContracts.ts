import { askAlone } from './askAlone.ts'
import { CompileError, compileInto, type Deployed, deployedWith, parseSources, readSources } from './compile.ts'
import { openProject, testWith } from './project.ts'
import type { Site } from './site.ts'
import { soliditySites } from './soliditySites.ts'
import { slow, targets } from './targets.ts'
import { type Change, weave } from './weave.ts'

export type ContractMutant = Omit<Change, 'id' | 'start' | 'end' | 'by'> & { readonly fate: 'killed' | 'survived' }
export type ContractMutants = { readonly mutants: readonly ContractMutant[]; readonly isJudged: (file: string) => boolean }

const limitSeconds = 240

type Part = { readonly path: string; readonly from: number; readonly to: number }

/** `Tally`, or `Tally.sol:40-90` for those lines alone. */
const parsePart = (text: string): Part => {
  const [, path = text, from = '1', to = from] = /^(.+):(\d+)(?:-(\d+))?$/.exec(text) ?? []
  return path === text ? { path, from: 1, to: Infinity } : { path, from: Number(from), to: Number(to) }
}

/**
 * Changes the contracts' sources in small ways, all changes of a file compiled into one program and switched on one at a time, and asks forge's tests.
 * @param only Parts of paths, with lines where not all of a file is asked for: `Tally`, `Enactment.sol:97-205`. All files where none is named.
 * @throws Error when the woven program does not pass the tests with nothing switched on: then nothing that follows would say anything.
 */
export const mutateContracts = async (only: readonly string[]): Promise<ContractMutants> => {
  const sources = await readSources()
  const trees = parseSources(sources)
  const project = await openProject()
  const parts = only.map(parsePart)
  const partsOf = (file: string): readonly Part[] => parts.filter(({ path }) => file.includes(path))
  const files = Object.keys(targets).filter((file) => parts.length === 0 || partsOf(file).length > 0)
  const mutants: ContractMutant[] = []
  const broken: Error[] = []
  for (const file of files) {
    const [source, tree] = [sources.get(file), trees.get(file)]
    if (source === undefined || tree === undefined) throw new Error(`there is no ${file}`)
    // Of the file before, nothing stays behind.
    await compileInto(project, sources)
    const woven = deployedWith(trees, file)
    if (woven.length === 0) throw new Error(`${file} is part of nothing that is deployed`)
    const changes = await compileChanged(project, sources, file, soliditySites(tree, source), woven)
    const asIs = await testWith(project, 0, 'test/**', { limitSeconds: 900 })
    if (!asIs.passed) {
      // The other files can still be asked.
      broken.push(new Error(`${file}: with nothing changed, the tests fail\n${asIs.output.slice(-4000)}`))
      process.stdout.write(`${file}: with nothing changed, ${asIs.failing ?? 'a test'} fails\n`)
      continue
    }
    const alive: Change[] = []
    const judge = ({ lineNumber, line, becomes }: Change, fate: string): void => {
      process.stdout.write(`${file}:${lineNumber} ${fate}  ${becomes.slice(0, 120)}\n`)
      mutants.push({ file, lineNumber, line, becomes, fate: fate === 'survived' ? 'survived' : 'killed' })
    }
    const isAskedFor = ({ lineNumber }: Change): boolean =>
      parts.length === 0 || partsOf(file).some(({ from, to }) => from <= lineNumber && lineNumber <= to)
    for (const change of changes.filter(isAskedFor)) {
      const fate = await fateOf(project, change, targets[file] ?? 'test/**')
      if (fate !== 'survived') judge(change, fate)
      else {
        alive.push(change)
        process.stdout.write(`${file}:${change.lineNumber} unnoticed so far  ${change.becomes.slice(0, 120)}\n`)
      }
    }
    try {
      for (const { change, fate } of await askAlone(project, sources, file, alive, woven)) judge(change, fate)
    } catch (error) {
      broken.push(new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }))
      for (const change of alive) judge(change, 'survived')
    }
  }
  if (broken.length > 0) throw new AggregateError(broken, broken.map(({ message }) => message).join('\n\n'))
  return { mutants, isJudged: (file) => files.includes(file) && partsOf(file).every(({ to }) => to === Infinity) }
}

/** Compiles one source with all its changes. What the compiler refuses, a number where only a zero of bytes may stand, is no change and left out. */
const compileChanged = async (
  project: string,
  sources: ReadonlyMap<string, Buffer>,
  file: string,
  sites: readonly Site[],
  names: readonly Deployed[],
): Promise<readonly Change[]> => {
  const without = new Set<number>()
  for (;;) {
    const { text, changes } = weave(file, sources.get(file) ?? Buffer.of(), sites, without)
    const views = [...sources].map(
      ([path, other]) => [path, path === file ? text : other.toString().replaceAll(/\bpure\b/g, 'view')] as const,
    )
    try {
      await compileInto(project, new Map(views), names)
      return changes
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      const refused = error.places.flatMap((place) => (place.file === file ? idBefore(Buffer.from(text), place.start) : []))
      if (refused.every((id) => without.has(id))) throw error
      for (const id of refused) without.add(id)
    }
  }
}

/** The number of the change that begins last before a place. */
const idBefore = (text: Buffer, start: number): readonly number[] => {
  const all = [
    ...text
      .subarray(0, start)
      .toString()
      .matchAll(/block\.prevrandao == (\d+)/g),
  ]
  const last = all.at(-1)?.[1]
  return last === undefined ? [] : [Number(last)]
}

/** The name of the test that failed, or that none did. */
const fateOf = async (project: string, { id }: Change, near: string): Promise<string> => {
  const first = await testWith(project, id, near, { limitSeconds })
  if (!first.passed) return first.failing ?? 'hung'
  const others = await testWith(project, id, 'test/**', { except: slow, limitSeconds })
  if (!others.passed) return others.failing ?? 'hung'
  const last = await testWith(project, id, slow, { limitSeconds: 2 * limitSeconds })
  return last.passed ? 'survived' : (last.failing ?? 'hung')
}
