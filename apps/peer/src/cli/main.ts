import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { Command, CommanderError, Help } from 'commander'
import { printableJson } from '../terminal/printableJson.ts'
import { version } from '../version.ts'
import { exitCodeOf, exitCodes } from './exitCodes.ts'
import { type AddNoun, loadNouns } from './loadNouns.ts'
import { errorText, note } from './print/output.ts'

const codesHelp = `
Exit codes: 0 done, 2 wrong usage, 3 refused (the code is in the error), 4 no node answers.
With --json, stdout holds one JSON value, and an error is {"error":{code,what,safe,todo,meta}} on stderr.
Nothing is ever asked where standard input is not a terminal.`

const plainHelp = new Help()

/** A mistake in a command line in the words of the parser, which writes them for people; nothing of it is anybody else's. */
const usageError = ({ code, message }: CommanderError): DaomeshError => {
  // A noun without a verb is answered by its help, and has no message of its own.
  const reason = code === 'commander.help' ? 'a verb is missing' : message.replace(/^error: /, '')
  return new DaomeshError('INPUT_INVALID', { meta: { reason: `${reason} (--help says more)` } })
}

const createProgram = (nouns: readonly AddNoun[], json: boolean): Command => {
  const program = new Command('daomesh')
    .description('A member node of small DAOs, and everything its interface can do.')
    .version(version)
    .option('--home <folder>', 'keys, records and settings of one member; else DAOMESH_HOME')
    .option('--json', 'print one JSON value')
    .addHelpText('after', codesHelp)
    .showHelpAfterError('(--help says more)')
    // Among “[options]” nobody looks for what has to be given.
    .configureHelp({ optionDescription: (option) => `${plainHelp.optionDescription(option)}${option.mandatory ? ' (required)' : ''}` })
    .exitOverride()
    // A program that reads errors gets one value, and no sentence beside it.
    .configureOutput(json ? { writeErr: () => undefined } : {})
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
  const json = words.includes('--json')
  const say = (error: DaomeshError): void => {
    if (json) process.stderr.write(`${printableJson({ error })}\n`)
    else note(errorText(error))
  }
  try {
    await createProgram(await loadNouns(words), json).parseAsync([...words], { from: 'user' })
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok
      // For people the parser wrote it already.
      if (json) say(usageError(error))
      return exitCodes.usage
    }
    const coded = toDaomeshError(error)
    say(coded)
    return exitCodeOf(coded)
  }
}
