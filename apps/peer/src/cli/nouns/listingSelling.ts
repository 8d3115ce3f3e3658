import type { NodeClient } from '@daomesh/node/client'
import type { PostId, SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { chooseOne, findDao, findFile } from '../choose.ts'
import { parseWhole } from '../input/parseWhole.ts'
import { priceText } from '../print/price.ts'
import { table } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { daysOf, priceOf, written } from './posted.ts'

/** One that a DAO sells, by its id or title, also when it is over. */
const findOwn = async (node: NodeClient, space: SpaceId, text: string): Promise<PostId> =>
  chooseOne(
    (await node.listings.ofDao({ space })).map((row) => ({ id: row.post, names: [row.title] })),
    text,
    'listing',
    'POST_UNKNOWN',
  )

const readWords = (call: Call) => ({
  title: call.required('title'),
  brief: call.option('page') ?? '',
  tags: [...call.all('tag')],
  price: priceOf(call, 'price'),
  copies: parseWhole(call.option('copies') ?? '0', 'copies'),
  days: daysOf(call),
})
const withWords = (command: Command): Command =>
  command
    .requiredOption('--title <text>', 'one line')
    .requiredOption('--price <amount>', 'such as 0.5eth, or 0eth; of a token such as 1.5, with --decimals')
    .option('--page <text>', 'Markdown')
    .option('--tag <tag...>', 'up to eight')
    .option('--token <address>', 'of an ERC-20 token; else ether')
    .option('--decimals <number>', 'of that token; else its smallest unit')
    .option('--copies <number>', '0 for as many as are asked for', '0')
    .option('--for <period>', 'how long the price stands, 90d at most', '30d')

/** What a DAO sells: files that it shares, in its name. */
export const addSelling = (listing: Command): void => {
  const dao = (name: string, about: string): Command => listing.command(name).description(about).argument('<dao>', 'id, address or name')
  signingVerb(
    withWords(dao('publish', 'sell files that a DAO shares, in its name'))
      .requiredOption('--file <file...>', 'of the DAO, id or name')
      .option('--sample <file...>', 'that anybody may read'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const filesOf = (name: string) => Promise.all(call.all(name).map((file) => findFile(node, space, file)))
      const { requestId } = call
      return node.listings.publish({ requestId, space, ...readWords(call), files: await filesOf('file'), samples: await filesOf('sample') })
    },
    written,
  )
  signingVerb(
    withWords(dao('revise', 'other words, another price, more time; the files stay').argument('<listing>', 'its id or its title')),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.listings.revise({
        requestId: call.requestId,
        space,
        post: await findOwn(node, space, call.argument(1)),
        ...readWords(call),
      })
    },
    written,
  )
  signingVerb(
    dao('withdraw', 'sell it no more; who bought keeps it').argument('<listing>', 'its id or its title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.listings.withdraw({ requestId: call.requestId, space, post: await findOwn(node, space, call.argument(1)) })
    },
    written,
  )
  nodeVerb(
    dao('sales', 'what a DAO sells and sold'),
    async (node, call) => node.listings.ofDao({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['listing', 'title', 'price', 'sold', 'buyers', 'opened', 'paid in all', 'left'],
        rows.map((row) => [
          row.post,
          row.title,
          priceText(row.price),
          String(row.sold),
          String(row.buyers),
          String(row.opened),
          row.taken.map(({ price }) => priceText(price)).join(', '),
          row.closed ? 'withdrawn' : row.copiesLeft === null ? '' : String(row.copiesLeft),
        ]),
      ),
  )
}
