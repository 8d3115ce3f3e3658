import { basename, resolve } from 'node:path'
import { writeFile } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { type Address, address, bytes32, DaomeshError, type PostId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { choose, findDao, findFile } from '../choose.ts'
import { parsePeriod } from '../input/parsePeriod.ts'
import { parseUnits } from '../input/parseUnits.ts'
import { parseWei } from '../input/parseWei.ts'
import { priceText } from '../print/price.ts'
import { lines, table, when } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addSold } from './listingSold.ts'

type Found = Awaited<ReturnType<NodeClient['listings']['search']>>
type Page = Awaited<ReturnType<NodeClient['listings']['get']>>
type Piece = Awaited<ReturnType<NodeClient['listings']['readPurchase']>>

const ether = address.parse(`0x${'0'.repeat(40)}`)
const daySeconds = 86_400
const sorts = ['relevance', 'newest', 'price'] as const
const everything = { text: '', tags: [], issuer: null, token: null, sort: 'newest', offset: 0, limit: 100 } as const

const invalid = (field: string, given: string, reason?: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 80), ...(reason === undefined ? {} : { reason }) } })
const wholeNumber = (text: string, field: string): number => {
  if (!/^[0-9]{1,10}$/.test(text)) throw invalid(field, text, 'a whole number')
  return Number(text)
}
const addressOf = (text: string, field: string): Address => {
  const parsed = address.safeParse(text)
  if (!parsed.success) throw invalid(field, text)
  return parsed.data
}

/** The one that is meant. */
const oneOf = <T extends string>(
  rows: readonly { readonly id: T; readonly names: readonly string[] }[],
  text: string,
  field: string,
  code: 'POST_UNKNOWN' | 'FILE_UNKNOWN',
): T => {
  const found = choose(rows, text, field)
  if (found === null) throw new DaomeshError(code, { meta: { given: text.slice(0, 80) } })
  return found
}

const leftText = (left: number | null): string => (left === null ? 'as many as are asked for' : String(left))

/** @throws DaomeshError `POST_UNKNOWN`. */
const findListing = async (node: NodeClient, text: string): Promise<{ issuer: Address; post: PostId }> => {
  const [issuer = '', id] = text.split('/')
  const parsed = address.safeParse(issuer)
  const of = parsed.success && id !== undefined ? parsed.data : null
  const { rows } = await node.listings.search({ ...everything, tags: [], issuer: of })
  const post = choose(
    rows.map((row) => ({ id: row.post, names: [row.title] })),
    id ?? text,
    'listing',
  )
  const row = rows.find((one) => one.post === post)
  if (row === undefined) throw new DaomeshError('POST_UNKNOWN', { meta: { given: text.slice(0, 120) } })
  return { issuer: row.issuer, post: row.post }
}
/** One that a DAO sells, by its id or title, also when it is over. */
const findOwn = async (node: NodeClient, space: Awaited<ReturnType<typeof findDao>>, text: string): Promise<PostId> =>
  oneOf(
    (await node.listings.ofDao({ space })).map((row) => ({ id: row.post, names: [row.title] })),
    text,
    'listing',
    'POST_UNKNOWN',
  )

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

const searchText = ({ rows, total, atLeast }: Found): string =>
  `${table(
    ['listing', 'title', 'price', 'sold', 'left', 'files', 'by', 'tags'],
    rows.map((row) => [
      row.post,
      row.title,
      priceText(row.price),
      String(row.sold),
      row.copiesLeft === null ? '' : String(row.copiesLeft),
      String(row.files),
      row.issuer,
      row.tags.join(', '),
    ]),
  )}\n\n${atLeast ? 'more than ' : ''}${total} found`

const readWords = (call: Call) => {
  const token = call.option('token') === undefined ? ether : addressOf(call.required('token'), 'token')
  const given = call.required('price')
  const amount = token === ether ? parseWei(given) : parseUnits(given, wholeNumber(call.option('decimals') ?? '0', 'decimals'))
  return {
    title: call.required('title'),
    brief: call.option('page') ?? '',
    tags: [...call.all('tag')],
    price: { token, amount: amount.toString() },
    copies: wholeNumber(call.option('copies') ?? '0', 'copies'),
    days: Math.max(1, Math.round(parsePeriod(call.option('for') ?? '30d', 'for') / daySeconds)),
  }
}
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

const written = ({ issuer, post, revision }: { issuer: string; post: string; revision: number }): string =>
  `${issuer}/${post}\nsaid in the market, revision ${revision}`

const addSelling = (listing: Command): void => {
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

/** Reads all pieces of a file and writes them where the caller says; never over what stands there. */
const save = async (call: Call, name: string, read: (at: number) => Promise<Piece>): Promise<{ path: string; bytes: number }> => {
  const given = call.option('output')
  const path = given === undefined ? resolve(basename(name)) : readPath(given)
  const parts: Buffer[] = []
  for (let at: number | null = 0; at !== null;) {
    const piece: Piece = await read(at)
    parts.push(Buffer.from(piece.content, 'base64'))
    at = piece.next
  }
  const content = Buffer.concat(parts)
  try {
    await writeFile(path, content, { flag: 'wx' })
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'output', path, reason: 'it cannot be written there, or something stands there' },
      cause,
    })
  }
  return { path, bytes: content.length }
}

const addBuying = (listing: Command): void => {
  const named = (name: string, about: string): Command =>
    listing.command(name).description(about).argument('<listing>', 'issuer/listing, its id or its title')
  actingVerb(
    named('buy', 'pay for a copy; key and files come by themselves').option('--as <dao>', 'for a DAO, by a proposal to its members'),
    async (node, call) => {
      const as = call.option('as')
      const space = as === undefined ? null : await findDao(node, as)
      return node.listings.buy({ requestId: call.requestId, ...(await findListing(node, call.argument(0))), as: space })
    },
    ({ transaction, approvals, decision }) =>
      transaction === null ? `proposed: ${decision ?? ''}` : [...approvals, transaction].map(transactionText).join('\n'),
  )
  nodeVerb(
    named('open', 'a free work').option('--request-id <id>', 'repeat an earlier call: it acts once'),
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
        oneOf(
          rows.map((row) => ({ id: row.quote, names: [row.title] })),
          call.argument(0),
          'purchase',
          'POST_UNKNOWN',
        ),
      )
      const files = rows.find((row) => row.quote === quote)?.files ?? []
      const file = oneOf(
        files.map((row) => ({ id: row.file, names: [row.name] })),
        call.argument(1),
        'file',
        'FILE_UNKNOWN',
      )
      const name = files.find((row) => row.file === file)?.name ?? file
      return save(call, name, (at) => node.listings.readPurchase({ quote, file, at }))
    },
    ({ path, bytes }) => `saved: ${path}, ${bytes} bytes`,
  )
  nodeVerb(
    named('sample', 'bring a sample here, in the background')
      .argument('<file>', 'id or name')
      .option('--request-id <id>', 'repeat an earlier call: it acts once'),
    async (node, call) => {
      const key = await findListing(node, call.argument(0))
      const { samples } = await node.listings.get(key)
      const file = oneOf(
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
    async (node, call) => {
      const given = call.option('sort') ?? 'relevance'
      const sort = sorts.find((one) => one === given)
      if (sort === undefined) throw invalid('sort', given, sorts.join(', '))
      const [issuer, token] = [call.option('issuer'), call.option('token')]
      return node.listings.search({
        ...everything,
        text: call.rest(0).join(' '),
        tags: [...call.all('tag')],
        issuer: issuer === undefined ? null : addressOf(issuer, 'issuer'),
        token: token === undefined ? null : addressOf(token, 'token'),
        sort,
        offset: wholeNumber(call.option('offset') ?? '0', 'offset'),
      })
    },
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
