import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { findActing } from '../choose.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { parsePeriod } from '../input/parsePeriod.ts'
import { parseWhole } from '../input/parseWhole.ts'
import { formatEther } from '../print/formatEther.ts'
import { formatUnits } from '../print/formatUnits.ts'
import { lines, table, when } from '../print/table.ts'
import { trackRecordLines } from '../print/trackRecord.ts'
import { transactionText } from '../print/transaction.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'
import { daysOf, findPosted, foundText, type PostedKey, priceOf, readSearch, written } from './posted.ts'

type Row = Awaited<ReturnType<NodeClient['market']['search']>>['rows'][number]
type Page = Awaited<ReturnType<NodeClient['market']['get']>>
type Terms = Omit<Parameters<NodeClient['market']['post']>[0], 'requestId' | 'space'>

const sorts = ['relevance', 'newest', 'deadline', 'reward'] as const
const allPosts = { text: '', token: null, openToMe: false, minLevel: null, sort: 'newest', offset: 0, limit: 100 } as const

const rewardText = ({ amount, power, symbol, decimals, token }: Row['reward']): string =>
  [
    decimals === null ? `${amount} of ${token}` : `${formatUnits(amount, decimals)} ${symbol}`,
    ...(power === null ? [] : [`${power} power`]),
  ].join(' and ')
const openToText = (openTo: Row['openTo']): string => (typeof openTo === 'string' ? openTo : openTo.join(', '))

/** @throws DaomeshError `POST_UNKNOWN`. */
const findPost = (node: NodeClient, text: string): Promise<PostedKey> =>
  findPosted(text, 'post', async (issuer) => (await node.market.search({ ...allPosts, tags: [], issuer })).rows)

const pageText = (page: Page): string =>
  [
    lines([
      ['post', `${page.issuer}/${page.post}`],
      ['title', page.title],
      ['by', `${page.kind === 'dao' ? 'the DAO' : 'the account'} ${page.issuer}`],
      ['signed by', page.signedBy],
      ['reward', rewardText(page.reward)],
      ['deliver by', when(page.deadline * 1000)],
      ['stands until', when(page.expires * 1000)],
      ['open to', openToText(page.openTo)],
      ['tags', page.tags.join(', ')],
      ['state', page.closed ? 'closed' : page.over ? 'over' : 'open'],
    ]),
    page.brief,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const readTerms = async (node: NodeClient, call: Call): Promise<Terms> => {
  const { now } = await node.market.status()
  const open = call.all('openTo')
  const [first = 'anyone'] = open
  const seconds = now ?? Math.floor(Date.now() / 1000)
  return {
    title: call.required('title'),
    brief: call.option('brief') ?? '',
    tags: [...call.all('tag')],
    reward: { ...priceOf(call, 'reward'), power: call.option('power') ?? null },
    deadline: seconds + parsePeriod(call.option('deliver') ?? '30d', 'deliver'),
    days: daysOf(call),
    openTo: first === 'anyone' || first === 'daos' ? first : open.map((text) => parseAddress(text, 'open-to')),
  }
}

const withTerms = (command: Command): Command =>
  command
    .requiredOption('--title <text>', 'one line')
    .requiredOption('--reward <amount>', 'such as 1.5eth; of a token such as 1.5, with --decimals')
    .option('--brief <text>', 'Markdown')
    .option('--tag <tag...>', 'up to eight')
    .option('--token <address>', 'of an ERC-20 token; else ether')
    .option('--decimals <number>', 'of that token; else its smallest unit')
    .option('--power <votes>', 'votes in the issuing DAO, which its members promise in the deal and give once all was paid')
    .option('--deliver <period>', 'within so much time', '30d')
    .option('--for <period>', 'how long the post stands, 90d at most', '30d')
    .option('--open-to <who...>', 'anyone, daos, or accounts', ['anyone'])

const addWriting = (market: Command): void => {
  signingVerb(
    withTerms(market.command('post').description('offer work; it binds nobody').option('--dao <dao>', 'in the name of a DAO of yours')),
    async (node, call) => {
      const space = await findActing(node, call, 'dao')
      return node.market.post({ requestId: call.requestId, space, ...(await readTerms(node, call)) })
    },
    written,
  )
  signingVerb(
    withTerms(market.command('revise').description('say a post anew').argument('<post>', 'issuer/post, its id or its title')),
    async (node, call) =>
      node.market.revise({ requestId: call.requestId, ...(await findPost(node, call.argument(0))), ...(await readTerms(node, call)) }),
    written,
  )
  signingVerb(
    market.command('close').description('take a post from the board, for good').argument('<post>', 'issuer/post, its id or its title'),
    async (node, call) => node.market.close({ requestId: call.requestId, ...(await findPost(node, call.argument(0))) }),
    written,
  )
}

const bondStates = {
  none: 'no bond: posts of this account leave first where a market is full',
  low: 'too small to count',
  arriving: 'on its way: it counts once the chain says so for good',
  bonded: 'bonded: posts of this account stay where those without a bond leave',
  leaving: 'under notice: it counts for nothing',
  free: 'ready to be withdrawn',
} as const

const addBond = (market: Command): void => {
  nodeVerb(
    market.command('own-bond').description('the bond of this account on the chain'),
    async (node) => node.market.ownBond(),
    ({ standing, amount, asked, leavesAt, moving }) =>
      lines([
        ['bond', bondStates[standing]],
        ['locked', formatEther(amount)],
        ['asked for', formatEther(asked)],
        ...(leavesAt === null ? [] : [['can be withdrawn', when(leavesAt * 1000)] as [string, string]]),
        ...(moving ? [['transaction', 'on its way'] as [string, string]] : []),
      ]),
  )
  signingVerb(
    market.command('bond').description('lock ether so that posts of this account stay; it comes back seven days after a notice'),
    async (node, { requestId }) => node.market.bond({ requestId }),
    transactionText,
  )
  signingVerb(
    market.command('unbond').description('give notice of the bond; from then on it counts for nothing'),
    async (node, { requestId }) => node.market.unbond({ requestId }),
    transactionText,
  )
  signingVerb(
    market
      .command('withdraw-bond')
      .description('take all of it out once the notice is over')
      .option('--to <address>', 'another account than this one'),
    async (node, call) => {
      const to = call.option('to')
      return node.market.withdrawBond({ requestId: call.requestId, recipient: to === undefined ? null : parseAddress(to, 'to') })
    },
    transactionText,
  )
}

const addReading = (market: Command): void => {
  nodeVerb(
    market
      .command('search')
      .description('posts that stand')
      .argument('[word...]', 'beginnings of words of title, tags or brief')
      .option('--tag <tag...>', 'all of them')
      .option('--issuer <address>', 'an account or a DAO')
      .option('--token <address>', 'paid in this token')
      .option('--open-to-me', 'what this account or its DAOs may take')
      .option('--min-level <number>', 'of the issuer')
      .option('--sort <order>', sorts.join(', '), 'relevance')
      .option('--offset <number>', 'from here on', '0'),
    async (node, call) => {
      const level = call.option('minLevel')
      return node.market.search({
        ...readSearch(call, sorts),
        openToMe: call.flag('openToMe'),
        minLevel: level === undefined ? null : parseWhole(level, 'min-level'),
      })
    },
    (found) =>
      `${table(
        ['post', 'title', 'reward', 'by', 'level', 'deliver by', 'tags'],
        found.rows.map((row) => [
          row.post,
          row.title,
          rewardText(row.reward),
          `${row.kind === 'dao' ? 'DAO ' : ''}${row.issuer}`,
          row.level === null ? '' : String(row.level),
          when(row.deadline * 1000),
          row.tags.join(', '),
        ]),
      )}\n\n${foundText(found)}`,
  )
  nodeVerb(
    market.command('show').description('one post with all it says').argument('<post>', 'issuer/post, its id or its title'),
    async (node, call) => node.market.get(await findPost(node, call.argument(0))),
    pageText,
  )
  nodeVerb(
    market.command('dao').description('what the chain says of a DAO that posts').argument('<address>', 'of its contract'),
    async (node, call) => node.market.daoCard({ dao: parseAddress(call.argument(0), 'address') }),
    ({ dao, name, members, contracts, posts, level, record }) =>
      lines([
        ['dao', dao],
        ['name', name],
        ['members', `${members}${contracts > 0 ? `, ${contracts} of them contracts` : ''}`],
        ['open posts', String(posts)],
        ...(level === null ? [] : [['level', String(level)] as [string, string]]),
        ...trackRecordLines(record),
      ]),
  )
  nodeVerb(
    market.command('status').description('whether this node is in the market, and what is here of it'),
    async (node) => node.market.status(),
    ({ joined, posts, bytes, tags, carried }) =>
      lines([
        ['joined', joined ? 'yes' : 'no'],
        ['posts here', `${posts}, ${Math.ceil(bytes / 1024)} KiB`],
        ['carried for others', `${carried.parcels} sealed parcels, ${Math.ceil(carried.bytes / 1024)} KiB`],
        ['tags', tags.map(({ tag, posts: count }) => `${tag} (${count})`).join(', ')],
      ]),
  )
}

/** The market of the node's chain: open to people without a DAO. */
export const addMarket = (program: Command): void => {
  const market = program.command('market').description('work that is offered: search, post, revise, close; the bond of this account')
  for (const [name, about] of [
    ['join', 'hear and hand on posts of the market, and carry sealed parcels of deals of others'],
    ['leave', 'do so no more'],
  ] as const)
    actingVerb(
      market.command(name).description(about),
      async (node, call) => node.market[name]({ requestId: call.requestId }),
      ({ joined }) => (joined ? 'in the market' : 'left the market'),
    )
  addReading(market)
  addWriting(market)
  addBond(market)
}
