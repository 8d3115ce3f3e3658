import { basename, resolve } from 'node:path'
import { bytes32 } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { chooseOne, findActing } from '../choose.ts'
import { saveFile } from '../files/saveFile.ts'
import { carriedText } from '../print/carried.ts'
import { priceText } from '../print/price.ts'
import { table, when } from '../print/table.ts'
import { actingVerb, nodeVerb } from '../verb.ts'
import { findListing } from './findListing.ts'

/** What an account, or a DAO, buys, and what it does with it. */
export const addBuying = (listing: Command): void => {
  const named = (name: string, about: string): Command =>
    listing.command(name).description(about).argument('<listing>', 'issuer/listing, its id or its title')
  actingVerb(
    named('buy', 'pay for a copy; key and files come by themselves').option('--as <dao>', 'for a DAO, by a proposal to its members'),
    async (node, call) => {
      const as = await findActing(node, call)
      return node.listings.buy({ requestId: call.requestId, ...(await findListing(node, call.argument(0))), as })
    },
    carriedText,
  )
  actingVerb(
    named('open', 'a free work'),
    async (node, call) => node.listings.open({ requestId: call.requestId, ...(await findListing(node, call.argument(0))) }),
    ({ quote }) => `opened: ${quote}`,
  )
  nodeVerb(
    listing.command('purchases').description('what this account bought or opened'),
    async (node) => node.listings.purchases(),
    (rows) =>
      table(
        ['purchase', 'title', 'price', 'state', 'files', 'bought'],
        rows.map((row) => [
          row.quote,
          row.title,
          priceText(row.price),
          row.state,
          row.files.map(({ name }) => name).join(', '),
          when(row.at),
        ]),
      ),
  )
  nodeVerb(
    listing
      .command('get')
      .description('save a file of what was bought')
      .argument('<purchase>', 'its id or its title')
      .argument('<file>', 'id or name')
      .option('--output <path>', 'where; else its name in this folder'),
    async (node, call) => {
      const rows = await node.listings.purchases()
      const quote = bytes32.parse(
        chooseOne(
          rows.map((row) => ({ id: row.quote, names: [row.title] })),
          call.argument(0),
          'purchase',
          'POST_UNKNOWN',
        ),
      )
      const files = rows.find((row) => row.quote === quote)?.files ?? []
      const file = chooseOne(
        files.map((row) => ({ id: row.file, names: [row.name] })),
        call.argument(1),
        'file',
        'FILE_UNKNOWN',
      )
      const name = files.find((row) => row.file === file)?.name ?? file
      const given = call.option('output')
      const path = given === undefined ? resolve(basename(name)) : readPath(given)
      const read = (at: number) => node.listings.readPurchase({ quote, file, at })
      return { path, ...(await saveFile({ read, path, hash: null, replace: false })) }
    },
    ({ path, bytes }) => `saved: ${path}, ${bytes} bytes`,
  )
  actingVerb(
    named('sample', 'bring a sample here, in the background').argument('<file>', 'id or name'),
    async (node, call) => {
      const key = await findListing(node, call.argument(0))
      const { samples } = await node.listings.get(key)
      const file = chooseOne(
        samples.map((row) => ({ id: row.file, names: [row.name] })),
        call.argument(1),
        'file',
        'FILE_UNKNOWN',
      )
      return node.listings.fetchSample({ requestId: call.requestId, ...key, file })
    },
    ({ file }) => `fetching: ${file}`,
  )
}
