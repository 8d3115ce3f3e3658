import { CompileError, compileInto, type Deployed, deployed } from './compile.ts'
import { testWith } from './project.ts'
import { slow } from './targets.ts'
import { type Change, withChange } from './weave.ts'

const limitSeconds = 240

/**
 * Asks the tests that measure gas, and the gas figures of the tests, about changes that no other test noticed: each is compiled alone, as it would be deployed,
 * since a woven program costs more than it should. A change that only makes something dearer is noticed here.
 * @throws Error when those tests fail with nothing changed.
 */
export const askAlone = async (
  project: string,
  sources: ReadonlyMap<string, Buffer>,
  file: string,
  changes: readonly Change[],
  names: readonly Deployed[],
): Promise<readonly { readonly change: Change; readonly fate: string }[]> => {
  if (changes.length === 0) return []
  const ask = (gas: 'write' | 'hold') => testWith(project, 0, 'test/**', { except: slow, limitSeconds, gas })
  await compileInto(project, sources, deployed, 'deployed')
  const asIs = await ask('write')
  if (!asIs.passed) throw new Error(`with nothing changed, the tests that measure gas fail\n${asIs.output.slice(-4000)}`)
  const told = []
  for (const change of changes) {
    try {
      const changed = withChange(sources.get(file) ?? Buffer.of(), change)
      await compileInto(project, new Map([...sources, [file, changed]]), names, 'deployed')
      const { passed, failing } = await ask('hold')
      told.push({ change, fate: passed ? 'survived' : (failing ?? 'hung') })
    } catch (error) {
      // Alone, what a change leaves unused or unreachable may be refused.
      if (!(error instanceof CompileError)) throw error
      told.push({ change, fate: 'refused by the compiler' })
    }
  }
  return told
}
