import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { short, table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

type Hit = Awaited<ReturnType<NodeClient['search']['find']>>['hits'][number]

const titleOf = ({ kind, title, about }: Hit): string =>
  kind === 'comment' && about !== null ? `on ${about.title ?? short(about.id)}` : title

const most = 100
const limitOf = (given: string | undefined): number => {
  if (given === undefined) return 20
  const limit = /^[0-9]{1,3}$/.test(given) ? Number(given) : 0
  if (limit < 1 || limit > most) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'limit', reason: `1 to ${most}` } })
  return limit
}

export const addSearch = (program: Command): void => {
  nodeVerb(
    program
      .command('search')
      .description(
        'find by words in everything that this node can read: proposals, drafts, comments, polls, files, members, deals, bounties',
      )
      .argument('<words...>', 'each must begin a word of what is found')
      .option('--limit <count>', 'at most so many, 1 to 100', '20'),
    (node, call) => node.search.find({ text: call.rest(0).join(' '), limit: limitOf(call.option('limit')) }),
    ({ hits, more }) =>
      hits.length === 0
        ? 'nothing found'
        : [
            table(
              ['kind', 'where', 'title', 'when', 'id'],
              hits.map((hit) => [hit.kind, hit.place, titleOf(hit), hit.at === null ? '' : when(hit.at), short(hit.id)]),
            ),
            ...hits.flatMap((hit) => (hit.excerpt === null ? [] : [`${short(hit.id)}: ${hit.excerpt}`])),
            ...(more ? ['There is more: say more words, or a higher --limit.'] : []),
          ].join('\n'),
  )
}
