import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { sumText } from '../print/budget.ts'
import { table } from '../print/table.ts'
import { nodeVerb, signingVerb } from '../verb.ts'
import { base, bountyOf, fileAt, outcomeText } from './bountyCall.ts'

type Pyramid = Awaited<ReturnType<NodeClient['bounties']['pyramid']>>

const states: Readonly<Record<Pyramid['rows'][number]['state'], string>> = {
  agreed: 'its payee has not signed it',
  signed: 'signed',
  asked: 'what it passes on is not signed',
  unknown: 'what it passes on is not known here',
  pending: 'on its way to the chain',
  anchored: 'on the chain',
}
const stateText = ({ state, part }: Pyramid['rows'][number]): string => (part?.ready === true ? 'ready' : states[state])

/** The parts that are signed on every level. @throws DaomeshError `BOUNTY_NOTHING_DUE`. */
const readyOf = ({ bounty, rows, unfinished }: Pyramid) => {
  const parts = rows.flatMap(({ part }) => (part?.ready === true ? [part] : []))
  const leaves = unfinished.length > 0 ? unfinished : parts.map(({ leaf }) => leaf)
  if (leaves.length === 0) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { bounty } })
  return { leaves, parts }
}

/** What is passed on before it is paid in, and brought to the chain on all levels at once. */
export const addBountyPlans = (noun: Command): void => {
  signingVerb(
    noun
      .command('plan')
      .description('ask the members of a DAO to hand a bounty on that it takes, before it is paid in')
      .argument('<dao>', 'its name or address')
      .argument('[file]', 'JSON: {"agreement": …, "leaves": [{"agreement": …, "terms": …, "planned": null}]}')
      .option('--bounty <id>', 'instead of a file: among all parts that were agreed on in deals and are ready'),
    async (node, call) => {
      const as = await findDao(node, call.argument(0))
      const id = call.option('bounty')
      if (id !== undefined) {
        const page = await node.bounties.pyramid({ bounty: id })
        const leaves = readyOf(page).parts.map(({ leaf, planned }) => ({ agreement: leaf.agreement, terms: leaf.terms, planned }))
        return node.bounties.plan({ requestId: call.requestId, as, agreement: page.agreement, leaves })
      }
      const { agreement, leaves } = await fileAt(call, 1)
      return node.bounties.plan({ requestId: call.requestId, as, agreement, leaves: leaves as never })
    },
    ({ decision, sum }) => `proposed: ${decision}, ${sum} in all`,
  )
  nodeVerb(
    noun.command('plans').description('what a DAO was asked to hand on, and its signature').argument('<dao>', 'its name or address'),
    async (node, call) => node.bounties.plans({ space: await findDao(node, call.argument(0)) }),
    (rows) => rows.map(({ bounty, sum, signature }) => `${bounty}  ${sum}  ${signature ?? 'not signed yet'}`).join('\n'),
  )
  signingVerb(
    noun
      .command('anchor')
      .description('split it among parts that carry signed splits of their own, all levels at once')
      .argument('<bounty>', 'its id')
      .argument(
        '[file]',
        'JSON: {"leaves": [{"agreement": …, "terms": …, "carried": {"leaves": […], "signature": "0x…"}}]}; absent: all that is ready',
      )
      .option('--as <dao>', 'in the name of a DAO, as a proposal'),
    async (node, call) => {
      const given = await base(node, call)
      if (call.positional()[1] !== undefined) return node.bounties.anchor({ ...given, leaves: (await fileAt(call, 1))['leaves'] as never })
      const page = await node.bounties.pyramid({ bounty: given.bounty })
      return node.bounties.anchor({ ...given, bounty: page.root ?? given.bounty, node: page.node, leaves: readyOf(page).leaves })
    },
    outcomeText,
  )
  nodeVerb(
    noun
      .command('pyramid')
      .description('how it is passed on, on every level: what is on the chain, what is signed, and what is missing')
      .argument('<bounty>', 'its id, funded or not'),
    async (node, call) => node.bounties.pyramid({ bounty: await bountyOf(node, call) }),
    ({ title, step, rows, safe, agreement: { token } }) =>
      [
        `${title ?? 'its words are not here'}: ${safe ? 'safe to start' : 'not safe to start'}`,
        table(
          ['who', 'what', 'gets at most', 'passes on', 'keeps', 'state'],
          rows.map((row) => [
            `${'  '.repeat(row.depth - 1)}${row.payee}`,
            row.title ?? '',
            sumText(token, row.amount),
            sumText(token, row.passesOn),
            sumText(token, row.keeps),
            stateText(row),
          ]),
        ),
        ...(step === 'none'
          ? []
          : [`you can: ${step} what is ready, by \`bounty ${step === 'anchor' ? 'anchor' : 'plan'}\` without a file`]),
      ].join('\n'),
  )
}
