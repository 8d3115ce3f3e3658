import { DaomeshError, roundId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { table } from '../print/table.ts'
import { type Call, nodeVerb } from '../verb.ts'

const roundOf = (call: Call) => {
  const parsed = roundId.safeParse(call.argument(0))
  if (parsed.success) return parsed.data
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'round', given: call.argument(0).slice(0, 70) } })
}

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
        ['round', 'status', 'pool', 'contributed'],
        rows.map(({ round, status, pool, contributed }) => [round, status, pool, contributed]),
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
        ['project', 'payee', 'from seats', 'contributed', 'deserved', 'matched', 'paid'],
        projects.map((row, i) => [
          i.toString(),
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
}
