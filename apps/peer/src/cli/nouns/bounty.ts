import type { Command } from 'commander'
import { findActing } from '../choose.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { bountyLine, bountyText } from '../print/bounty.ts'
import { sumText } from '../print/budget.ts'
import { table } from '../print/table.ts'
import { actingVerb, nodeVerb, signingVerb } from '../verb.ts'
import { base, bountyOf, outcomeText, readJson } from './bountyCall.ts'
import { addBountyPlans } from './bountyPlans.ts'
import { addBountySteps } from './bountySteps.ts'

export const addBounty = (program: Command): void => {
  const noun = program.command('bounty').description('work that is paid from the escrow: what you owe and wait for, and every step of it')
  const about = (name: string, description: string): Command =>
    noun
      .command(name)
      .description(description)
      .argument('<bounty>', 'its id or title')
      .option('--as <dao>', 'in the name of a DAO, as a proposal')

  nodeVerb(
    noun.command('list').description('bounties that you or your DAOs pay or work on, with what each owes and waits for'),
    (node) => node.bounties.list(),
    (rows) => rows.map(bountyLine).join('\n'),
  )
  nodeVerb(
    noun
      .command('show')
      .description('one bounty: its parts, who gets what, and what you can do now')
      .argument('<bounty>', 'its id or title'),
    async (node, call) => node.bounties.get({ bounty: await bountyOf(node, call) }),
    bountyText,
  )
  nodeVerb(
    noun.command('tasks').description('what you and your DAOs owe and wait for, in all bounties'),
    (node) => node.bounties.tasks(),
    (rows) =>
      table(
        ['what', 'bounty', 'amount', 'until', 'part'],
        rows.map(({ kind, action, title, token, amount, until, node }) => [
          kind === 'owe' ? action : `wait for ${action}`,
          title,
          sumText(token, amount),
          until === 0 ? '' : new Date(until * 1000).toISOString().slice(0, 16),
          node ?? '',
        ]),
      ),
  )
  nodeVerb(
    noun.command('credits').description('what could not be pushed to you or your DAOs and waits in the escrow'),
    (node) => node.bounties.credits(),
    (rows) =>
      table(
        ['vault', 'token', 'account', 'amount'],
        rows.map(({ vault, token, account, amount }) => [
          vault,
          token ?? 'unknown',
          account,
          token === null ? amount : sumText(token, amount),
        ]),
      ),
  )
  signingVerb(
    noun
      .command('claim')
      .description('draw such a credit')
      .argument('<vault>', 'as `bounty credits` names it')
      .option('--as <dao>', 'of a DAO')
      .option('--to <account>', 'elsewhere; of a DAO by a proposal'),
    async (node, call) => {
      const to = call.option('to')
      return node.bounties.claim({
        requestId: call.requestId,
        as: await findActing(node, call),
        vault: parseAddress(call.argument(0), 'vault'),
        recipient: to === undefined ? null : parseAddress(to, 'to'),
      })
    },
    outcomeText,
  )
  nodeVerb(
    noun.command('share').description('its terms and parts as a text for whoever works on it').argument('<bounty>', 'its id or title'),
    async (node, call) => ({ bundle: (await node.bounties.get({ bounty: await bountyOf(node, call) })).bundle }),
    ({ bundle }) => bundle,
  )
  actingVerb(
    noun.command('keep').description('keep such a text').argument('<bundle>', 'as `bounty share` writes it'),
    (node, call) => node.bounties.keep({ requestId: call.requestId, bundle: call.argument(0) }),
    ({ bounty }) => bounty,
  )
  addBountySteps(noun, about)
  addBountyPlans(noun)
  nodeVerb(
    about('preview', 'try a step out on the chain as it stands now; nothing is signed or sent').argument(
      '<step>',
      'JSON: {"kind": "accept" | "deliver" | "split" | "anchor" | …, …}, as the verb of that name takes it',
    ),
    async (node, call) => {
      const { as, bounty } = await base(node, call)
      return node.bounties.preview({ bounty, as, act: readJson('step', call.argument(1)) as never })
    },
    ({ outcome, takes, loose }) =>
      `${outcome === null ? 'the chain is away: nothing is known' : outcome.ok ? 'it would work' : `it would fail: ${outcome.reason ?? 'no reason given'}`}; takes ${sumText(takes.token, takes.amount)} at once${loose ? '; what it stands on is not final yet, and if the chain takes that back this is refused and its fee lost' : ''}`,
  )
}
