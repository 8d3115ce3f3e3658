import { toDaomeshError } from '@daomesh/protocol'
import { Command, CommanderError } from 'commander'
import { version } from '../version.ts'
import { exitCodeOf, exitCodes } from './exitCodes.ts'
import { addAudit } from './nouns/audit.ts'
import { addBallot } from './nouns/ballot.ts'
import { addChain } from './nouns/chain.ts'
import { addComment } from './nouns/comment.ts'
import { addDao } from './nouns/dao.ts'
import { addIncome } from './nouns/income.ts'
import { addDevice } from './nouns/device.ts'
import { addDoctor } from './nouns/doctor.ts'
import { addDraft } from './nouns/draft.ts'
import { addFile } from './nouns/file.ts'
import { addIdentity } from './nouns/identity.ts'
import { addLobby } from './nouns/lobby.ts'
import { addLogs } from './nouns/logs.ts'
import { addMember } from './nouns/member.ts'
import { addNetwork } from './nouns/network.ts'
import { addPeer } from './nouns/peer.ts'
import { addProposal } from './nouns/proposal.ts'
import { addSignature } from './nouns/signature.ts'
import { addSpace } from './nouns/space.ts'
import { addStart } from './nouns/start.ts'
import { addStatus } from './nouns/status.ts'
import { errorText, note } from './print/output.ts'

const codesHelp = `
Exit codes: 0 done, 2 wrong usage, 3 refused (the code is in the error), 4 no node answers.
With --json, stdout holds one JSON value, and an error is {"error":{code,what,safe,todo,meta}} on stderr.
Nothing is ever asked where standard input is not a terminal.`

const createProgram = (): Command => {
  const program = new Command('daomesh')
    .description('A member node of small DAOs, and everything its interface can do.')
    .version(version)
    .option('--home <folder>', 'keys, records and settings of one member; else DAOMESH_HOME')
    .option('--json', 'print one JSON value')
    .addHelpText('after', codesHelp)
    .showHelpAfterError('(--help says more)')
    .exitOverride()
  const nouns = [addStart, addStatus, addIdentity, addDevice, addSignature, addLobby, addDao, addIncome, addMember, addDraft, addProposal]
  const rest = [addBallot, addComment, addFile, addPeer, addSpace, addChain, addNetwork, addAudit, addDoctor, addLogs]
  for (const add of [...nouns, ...rest]) add(program)
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
    await createProgram().parseAsync([...words], { from: 'user' })
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const coded = toDaomeshError(error)
    if (words.includes('--json')) process.stderr.write(`${JSON.stringify({ error: coded })}\n`)
    else note(errorText(coded))
    return exitCodeOf(coded)
  }
}
