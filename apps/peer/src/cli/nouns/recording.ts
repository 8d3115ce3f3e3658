import type { Command } from 'commander'
import { findDao, findProposal } from '../choose.ts'
import { addRuleOptions, parseRules } from '../input/parseRules.ts'
import { transactionText } from '../print/transaction.ts'
import { signingVerb } from '../verb.ts'

const verbs = [
  ['record', 'put on the chain what passes without being certain, with every ballot known here'],
  ['challenge', 'bring the ballots that a record on the chain lacks, while its window is open'],
  ['execute', 'carry out what was recorded, once its window and grace period are over'],
] as const

/** The steps of the recorded path, each one transaction that anybody may send. */
export const addRecording = (proposal: Command): void => {
  for (const [verb, description] of verbs)
    signingVerb(
      proposal.command(verb).description(description).argument('<dao>', 'id, address or name').argument('<proposal>', 'id or title'),
      async (node, call) => {
        const space = await findDao(node, call.argument(0))
        return node.proposals[verb]({ requestId: call.requestId, space, decision: await findProposal(node, space, call.argument(1)) })
      },
      transactionText,
    )
}

/** New rules, put to the vote; what is not named stays as it is. */
export const addRules = (proposal: Command): void => {
  signingVerb(
    addRuleOptions(proposal.command('rules').description('put new rules to the vote').argument('<dao>', 'id, address or name')).option(
      '--reason <text>',
      'for the others to read',
      '',
    ),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const { rules } = await node.daos.get({ space })
      return node.proposals.changeRules({
        requestId: call.requestId,
        space,
        rules: parseRules(call, rules),
        reason: call.option('reason') ?? '',
      })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
}
