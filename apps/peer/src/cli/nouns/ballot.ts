import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, findProposal } from '../choose.ts'
import { type Call, signingVerb } from '../verb.ts'

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

/** `PROPOSAL=for`: titles may hold a `=`, so the last one parts them. */
const readChoice = (text: string) => {
  const at = text.lastIndexOf('=')
  return { proposal: text.slice(0, Math.max(at, 0)), answer: readSupport(text.slice(at + 1)) }
}

/** `PROPOSAL=because…`: the first `=` parts them, as reasons hold what they like. */
const readReason = (text: string) => {
  const at = text.indexOf('=')
  if (at < 1) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'because', given: text.slice(0, 40), reason: 'PROPOSAL=REASON' } })
  return { proposal: text.slice(0, at), reason: text.slice(at + 1) }
}

const castSheet = async (node: NodeClient, call: Call) => {
  const wanted = call.rest(1).map(readChoice)
  const because = call.all('because').map(readReason)
  const space = await findDao(node, call.argument(0))
  const reasons = new Map<string, string>()
  for (const { proposal, reason } of because) reasons.set(await findProposal(node, space, proposal), reason)
  const choices = []
  for (const { proposal, answer } of wanted) {
    const decision = await findProposal(node, space, proposal)
    choices.push({ decision, ...answer, reason: reasons.get(decision) ?? '' })
    reasons.delete(decision)
  }
  const [unanswered] = reasons.keys()
  if (unanswered !== undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'because', given: unanswered, reason: 'this sheet does not answer it' } })
  return node.ballots.sheet({ requestId: call.requestId, space, choices })
}

export const addBallot = (program: Command): void => {
  const ballot = program.command('ballot').description('your part in decisions')
  signingVerb(
    ballot
      .command('sheet')
      .description('answer a whole week under one signature; earlier answers that stand are said again')
      .argument('<dao>', 'id, address or name')
      .argument('<choice...>', 'PROPOSAL=for, PROPOSAL=against or PROPOSAL=abstain')
      .option('--because <reason...>', 'PROPOSAL=REASON, for the others to read'),
    castSheet,
    ({ entry, revision, carried, leftOut, later }) =>
      [
        `saved here: ${entry} (revision ${revision})`,
        ...carried.map((decision) => `said again: ${decision}`),
        ...leftOut.map((decision) => `stands on its old sheet: ${decision}`),
        ...later.map((decision) => `for the next sheet: ${decision}`),
      ].join('\n'),
  )
  signingVerb(
    ballot
      .command('cast')
      .description('sign your ballot; several proposals under one signature')
      .argument('<dao>', 'id, address or name')
      .argument('<choice...>', 'PROPOSAL=for, PROPOSAL=against or PROPOSAL=abstain; where votes cost credits PROPOSAL=for:3')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) => {
      const wanted = call.rest(1).map(readChoice)
      const space = await findDao(node, call.argument(0))
      const choices = []
      for (const { proposal, answer } of wanted) choices.push({ decision: await findProposal(node, space, proposal), ...answer })
      return node.ballots.cast({ requestId: call.requestId, space, choices, reason: call.option('reason') ?? '' })
    },
    ({ entry, revision }) => `saved here: ${entry} (revision ${revision})`,
  )
  signingVerb(
    ballot
      .command('revoke')
      .description(
        'take back on the chain every ballot you signed in a DAO so far, so that nobody can use one; what is open waits for a new one',
      )
      .argument('<dao>', 'id, address or name'),
    async (node, call) => node.ballots.revoke({ requestId: call.requestId, space: await findDao(node, call.argument(0)) }),
    ({ id, state }) => `${id}: ${state}`,
  )
}
