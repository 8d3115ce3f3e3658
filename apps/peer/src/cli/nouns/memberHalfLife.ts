import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { parsePeriod } from '../input/parsePeriod.ts'
import { lines, table, when } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'

const saved = ({ decision, entry }: { readonly decision: string; readonly entry: string }): string => `${decision}\nsaved here: ${entry}`

const ruleOf = (call: Call): { period: number; halfLife: number } | null => {
  if (call.flag('none')) return null
  const halfLife = Number(call.option('periods') ?? '12')
  if (!Number.isSafeInteger(halfLife) || halfLife < 1)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'periods', reason: 'a whole number above 0' } })
  return { period: parsePeriod(call.option('period') ?? '4w', 'period'), halfLife }
}

/** How power fades, where the members agreed that it does. */
export const addHalfLife = (member: Command): void => {
  const halfLife = member.command('half-life').description('how power fades, where the members agreed that it does')
  nodeVerb(
    halfLife.command('show').description('the half-life in force, and what is due').argument('<dao>', 'id, address or name'),
    async (node, call) => node.daos.halfLife({ space: await findDao(node, call.argument(0)) }),
    ({ rule, period, next, due, proposal }) =>
      rule === null
        ? 'power does not fade'
        : [
            lines([
              ['to a half in', `${rule.halfLife} periods of ${rule.period} s`],
              ['agreed by', rule.decision],
              ['period', String(period)],
              ['next', when(next * 1000)],
              ['proposed', proposal ?? 'no'],
            ]),
            table(
              ['member', 'power', 'due'],
              due.map(({ account, name, from, to }) => [name ?? account, from, to]),
            ),
          ].join('\n\n'),
  )
  signingVerb(
    halfLife
      .command('set')
      .description('put to the vote how power fades from now on')
      .argument('<dao>', 'id, address or name')
      .option('--periods <number>', 'in how many periods it halves', '12')
      .option('--period <span>', 'how long one is, such as 4w', '4w')
      .option('--none', 'it fades no more')
      .option('--reason <text>', 'for the others to read', ''),
    async (node, call) =>
      node.proposals.setHalfLife({
        requestId: call.requestId,
        space: await findDao(node, call.argument(0)),
        rule: ruleOf(call),
        reason: call.option('reason') ?? '',
      }),
    saved,
  )
  signingVerb(
    halfLife.command('propose').description('put what is due to the vote').argument('<dao>', 'id, address or name'),
    async (node, call) => node.proposals.proposeHalfLife({ requestId: call.requestId, space: await findDao(node, call.argument(0)) }),
    saved,
  )
}
