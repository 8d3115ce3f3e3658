import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, findProposal } from '../choose.ts'
import { signingVerb } from '../verb.ts'

const readSupport = (text: string): 'for' | 'against' | 'abstain' => {
  if (text === 'for' || text === 'against' || text === 'abstain') return text
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'support', given: text.slice(0, 40), reason: 'for, against or abstain' } })
}

export const addBallot = (program: Command): void => {
  const ballot = program.command('ballot').description('your part in decisions')
  signingVerb(
    ballot
      .command('cast')
      .description('sign your ballot; several proposals under one signature')
      .argument('<dao>', 'id, address or name')
      .argument('<choice...>', 'PROPOSAL=for, PROPOSAL=against or PROPOSAL=abstain')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) => {
      const wanted = call.rest(1).map((text) => {
        const at = text.lastIndexOf('=')
        return { proposal: text.slice(0, Math.max(at, 0)), support: readSupport(text.slice(at + 1)) }
      })
      const space = await findDao(node, call.argument(0))
      const choices = []
      for (const { proposal, support } of wanted) choices.push({ decision: await findProposal(node, space, proposal), support })
      return node.ballots.cast({ requestId: call.requestId, space, choices, reason: call.option('reason') ?? '' })
    },
    ({ entry, revision }) => `saved here: ${entry} (revision ${revision})`,
  )
}
