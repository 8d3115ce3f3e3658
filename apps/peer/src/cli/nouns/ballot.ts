import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, findProposal } from '../choose.ts'
import { signingVerb } from '../verb.ts'

const readSupport = (text: string): { readonly support: 'for' | 'against' | 'abstain'; readonly votes?: number } => {
  const [, support, votes] = /^(for|against|abstain)(?::([0-9]{1,3}))?$/.exec(text) ?? []
  if (support === 'for' || support === 'against' || support === 'abstain')
    return { support, ...(votes === undefined ? {} : { votes: Number(votes) }) }
  throw new DaomeshError('INPUT_INVALID', {
    meta: {
      field: 'support',
      given: text.slice(0, 40),
      reason: 'for, against or abstain; in quadratic counting with votes, such as for:3',
    },
  })
}

export const addBallot = (program: Command): void => {
  const ballot = program.command('ballot').description('your part in decisions')
  signingVerb(
    ballot
      .command('cast')
      .description('sign your ballot; several proposals under one signature')
      .argument('<dao>', 'id, address or name')
      .argument('<choice...>', 'PROPOSAL=for, PROPOSAL=against or PROPOSAL=abstain; where votes cost credits PROPOSAL=for:3')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) => {
      const wanted = call.rest(1).map((text) => {
        const at = text.lastIndexOf('=')
        return { proposal: text.slice(0, Math.max(at, 0)), answer: readSupport(text.slice(at + 1)) }
      })
      const space = await findDao(node, call.argument(0))
      const choices = []
      for (const { proposal, answer } of wanted) choices.push({ decision: await findProposal(node, space, proposal), ...answer })
      return node.ballots.cast({ requestId: call.requestId, space, choices, reason: call.option('reason') ?? '' })
    },
    ({ entry, revision }) => `saved here: ${entry} (revision ${revision})`,
  )
}
