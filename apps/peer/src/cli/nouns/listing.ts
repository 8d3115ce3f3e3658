import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { priceText } from '../print/price.ts'
import { lines, table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'
import { findListing } from './findListing.ts'
import { addBuying } from './listingBuying.ts'
import { addSelling } from './listingSelling.ts'
import { addSold } from './listingSold.ts'
import { foundText, readSearch } from './posted.ts'

type Found = Awaited<ReturnType<NodeClient['listings']['search']>>
type Page = Awaited<ReturnType<NodeClient['listings']['get']>>

const sorts = ['relevance', 'newest', 'price'] as const

const leftText = (left: number | null): string => (left === null ? 'as many as are asked for' : String(left))

const pageText = (page: Page): string =>
  [
    lines([
      ['listing', `${page.issuer}/${page.post}`],
      ['title', page.title],
      ['by', `the DAO ${page.issuer}`],
      ['signed by', page.signedBy],
      ['price', priceText(page.price)],
      ['copies left', leftText(page.copiesLeft)],
      ['stands until', when(page.expires * 1000)],
      ['tags', page.tags.join(', ')],
      ['sold', `${page.sold} to ${page.buyers} accounts, of which ${page.opened} say that the files opened`],
      ['paid in all', page.taken.map(({ price }) => priceText(price)).join(', ')],
      ['state', page.closed ? 'withdrawn' : page.over ? 'over' : page.copiesLeft === 0 ? 'sold out' : 'for sale'],
      ['here', page.mine],
      ...page.work.map(({ name, size }) => ['file', `${name}, ${size} bytes`] as const),
      ...page.samples.map(({ name, size, state }) => ['sample', `${name}, ${size} bytes, ${state}`] as const),
    ]),
    page.brief,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const searchText = (found: Found): string =>
  `${table(
    ['listing', 'title', 'price', 'sold', 'left', 'files', 'by', 'tags'],
    found.rows.map((row) => [
      row.post,
      row.title,
      priceText(row.price),
      String(row.sold),
      row.copiesLeft === null ? '' : String(row.copiesLeft),
      String(row.files),
      row.issuer,
      row.tags.join(', '),
    ]),
  )}\n\n${foundText(found)}`

/** Finished work that DAOs sell in the market of the node's chain. */
export const addListing = (program: Command): void => {
  const listing = program.command('listing').description('finished work for sale: search, buy, and sell as a DAO')
  nodeVerb(
    listing
      .command('search')
      .description('works that stand')
      .argument('[word...]', 'beginnings of words of title, tags or page')
      .option('--tag <tag...>', 'all of them')
      .option('--issuer <address>', 'of the DAO')
      .option('--token <address>', 'priced in this token')
      .option('--sort <order>', sorts.join(', '), 'relevance')
      .option('--offset <number>', 'from here on', '0'),
    (node, call) => node.listings.search(readSearch(call, sorts)),
    searchText,
  )
  nodeVerb(
    listing
      .command('show')
      .description('one work with all that is said of it')
      .argument('<listing>', 'issuer/listing, its id or its title'),
    async (node, call) => node.listings.get(await findListing(node, call.argument(0))),
    pageText,
  )
  addBuying(listing)
  addSold(listing)
  addSelling(listing)
}
