import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { table } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'
import { addRoundActs, roundOf } from './roundActs.ts'

/** `seat:project:amount`, as somebody thinks of giving. */
const giftOf = (text: string) => {
  const parts = /^(\d{1,2}):(\d{1,3}):(\d{1,34})$/.exec(text)
  if (parts === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'more', given: text.slice(0, 60) } })
  const [, seat = '', project = '', amount = ''] = parts
  return { seat: Number(seat), project: Number(project), amount }
}

export const addRound = (program: Command): void => {
  const noun = program.command('round').description('public goods of confederations: what each project has, and what a pool would match')
  nodeVerb(
    noun.command('list').description('rounds of this chain'),
    (node) => node.rounds.list(),
    (rows) =>
      table(
        ['round', 'title', 'status', 'pool', 'contributed'],
        rows.map(({ round, title, status, pool, contributed }) => [round, title ?? '', status, pool, contributed]),
      ),
  )
  nodeVerb(
    noun
      .command('show')
      .description('what each project has and is matched with, or would be if contributions ended now')
      .argument('<round>', 'its id')
      .option('--more <gift...>', 'what if somebody gave this too: seat:project:amount'),
    (node, call) => node.rounds.get({ round: roundOf(call), more: call.all('more').map(giftOf) }),
    ({ status, pool, left, projects }) =>
      `${status}, a pool of ${pool}, left of it ${left}\n${table(
        ['project', 'name', 'payee', 'from seats', 'contributed', 'deserved', 'matched', 'paid'],
        projects.map((row, i) => [
          i.toString(),
          row.words?.title ?? '',
          row.payee,
          row.seats.toString(),
          row.contributed,
          row.deserved,
          row.matched,
          row.paid ? 'yes' : 'no',
        ]),
      )}`,
  )
  nodeVerb(
    noun.command('results').description('all of it as CSV, each line with its transaction').argument('<round>', 'its id'),
    (node, call) => node.rounds.get({ round: roundOf(call) }),
    ({ csv }) => csv,
  )
  nodeVerb(
    noun.command('words').description('what it is about, as a text to hand over').argument('<round>', 'its id'),
    async (node, call) => ({ text: (await node.rounds.get({ round: roundOf(call) })).text }),
    ({ text }) => text,
  )
  nodeVerb(
    noun.command('tasks').description('what of rounds waits for you and your DAOs'),
    (node) => node.rounds.tasks(),
    (rows) =>
      table(
        ['what', 'round', 'title', 'amount', 'until'],
        rows.map(({ action, round, title, amount, until }) => [
          action,
          round,
          title ?? '',
          amount,
          until === 0 ? '' : new Date(until * 1000).toISOString().slice(0, 16),
        ]),
      ),
  )
  nodeVerb(
    noun.command('mine').description('what you and your DAOs gave'),
    (node) => node.rounds.mine(),
    (rows) =>
      table(
        ['round', 'project', 'account', 'amount', 'status', 'transaction'],
        rows.map((row) => [
          row.title ?? row.round,
          row.projectName ?? row.project.toString(),
          row.account,
          row.amount,
          row.status,
          row.transaction,
        ]),
      ),
  )
  nodeVerb(
    noun.command('credits').description('what a round could not push to you or your DAOs'),
    (node) => node.rounds.credits(),
    (rows) =>
      table(
        ['vault', 'token', 'account', 'amount'],
        rows.map(({ vault, token, account, amount }) => [vault, token ?? 'unknown', account, amount]),
      ),
  )
  addRoundActs(noun)
}
