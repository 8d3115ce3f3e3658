import { toDaomeshError } from '@daomesh/protocol'
import { Command, CommanderError } from 'commander'
import { version } from '../version.ts'
import { exitCodeOf, exitCodes } from './exitCodes.ts'
import { type AddNoun, loadNouns } from './loadNouns.ts'
import { errorText, note } from './print/output.ts'

const codesHelp = `
Exit codes: 0 done, 2 wrong usage, 3 refused (the code is in the error), 4 no node answers.
With --json, stdout holds one JSON value, and an error is {"error":{code,what,safe,todo,meta}} on stderr.
Nothing is ever asked where standard input is not a terminal.`

const createProgram = (nouns: readonly AddNoun[]): Command => {
  const program = new Command('daomesh')
    .description('A member node of small DAOs, and everything its interface can do.')
    .version(version)
    .option('--home <folder>', 'keys, records and settings of one member; else DAOMESH_HOME')
    .option('--json', 'print one JSON value')
    .addHelpText('after', codesHelp)
    .showHelpAfterError('(--help says more)')
    .exitOverride()
  for (const add of nouns) add(program)
  // Subcommands take over the root's way of ending only when told.
  const inherit = (command: Command): void => {
    for (const child of command.commands) {
      child.copyInheritedSettings(command)
      inherit(child)
    }
  }
  inherit(program)
  return program
}

/** Runs one command line. @returns the exit code. */
export const main = async (words: readonly string[]): Promise<number> => {
  try {
    await createProgram(await loadNouns(words)).parseAsync([...words], { from: 'user' })
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const coded = toDaomeshError(error)
    if (words.includes('--json')) process.stderr.write(`${JSON.stringify({ error: coded })}\n`)
    else note(errorText(coded))
    return exitCodeOf(coded)
  }
}
