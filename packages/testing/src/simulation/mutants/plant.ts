import { registerHooks } from 'node:module'
import { mutants } from './mutants.ts'

/**
 * Preloaded into a process (`node --import`): changes the source of one module as it is read, so that the real product runs with one bug in it.
 * @throws RangeError at the module when the place to change is not there exactly once: a mutant must not outlive its code.
 */
const mutant = mutants.find(({ name }) => name === process.env['DAOMESH_MUTANT'])
if (mutant === undefined) throw new RangeError('DAOMESH_MUTANT names no mutant')

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/${mutant.file}`)) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? new Uint8Array())
    if (source.split(mutant.find).length !== 2) throw new RangeError(`${mutant.name}: ${mutant.file} does not say once: ${mutant.find}`)
    process.stderr.write(`planted: ${mutant.name}\n`)
    return { ...loaded, source: source.replace(mutant.find, () => mutant.replace) }
  },
})
