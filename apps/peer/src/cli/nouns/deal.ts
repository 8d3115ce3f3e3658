import { readFile } from 'node:fs/promises'
import { type Address, DaomeshError, type OfferId, type SpaceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findActing } from '../choose.ts'
import { amountOf, tokenOf } from '../input/parseBudget.ts'
import { parseTime } from '../input/parseTime.ts'
import { dealText } from '../print/deal.ts'
import { table } from '../print/table.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addDealFiles, attachFiles } from './dealFiles.ts'
import { findDeal } from './findDeal.ts'
import { chooseOffer, offerArgument, saved } from './offers.ts'

const findOffer = async (node: NodeClient, space: SpaceId, text: string): Promise<OfferId> =>
  chooseOffer((await node.deals.get({ space })).offerRows, text)

const placeOf = async (node: NodeClient, call: Call) => {
  const space = await findDeal(node, call.argument(0))
  return { requestId: call.requestId, space, offer: await findOffer(node, space, call.argument(1)) }
}

const numberOf = (field: string, text: string, unit: number): number => {
  // Number() makes 0 of nothing and 16 of 0x10.
  const value = /^[0-9]{1,9}(?:\.[0-9]{1,6})?$/.test(text) ? Math.round(Number(text) * unit) : Number.NaN
  if (!Number.isSafeInteger(value))
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'no number' } })
  return value
}

const wholeOf = (field: string, text: string): string => {
  if (!/^[0-9]{1,20}$/.test(text))
    throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 60), reason: 'no whole number' } })
  return text
}

/** What is offered: each term given, else as in the offer it answers. */
const offerOf = async (node: NodeClient, call: Call) => {
  const space = await findDeal(node, call.argument(0))
  const page = await node.deals.get({ space })
  const named = call.option('answers')
  const answers = named === undefined ? null : await findOffer(node, space, named)
  const base = page.offerRows.find(({ offer }) => offer === (answers ?? page.offerRows.at(-1)?.offer))
  const given = <T>(field: string, read: (text: string) => T, before: T | undefined): T => {
    const text = call.option(field)
    if (text !== undefined) return read(text)
    if (before === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field, reason: 'missing' } })
    return before
  }
  const token = given<Address>('token', (text) => tokenOf(text), base?.terms.token ?? tokenOf(undefined))
  const file = call.option('briefFile')
  const text = file === undefined ? (base?.brief?.brief ?? page.subject.brief) : await readFile(file, 'utf8')
  const terms = {
    token,
    amount: given('amount', (value) => amountOf(token, value), base?.terms.amount ?? page.subject.reward?.amount),
    deliverBy: given('deliverBy', (value) => parseTime('deliver-by', value), base?.terms.deliverBy),
    reviewPeriod: given('reviewDays', (value) => numberOf('review-days', value, 86_400), base?.terms.reviewPeriod ?? 3 * 86_400),
    reviewer: given<Address>('reviewer', (value) => parseAddress(value, 'reviewer'), base?.terms.reviewer ?? page.issuer.account),
    arbiter: given<Address>('arbiter', (value) => parseAddress(value, 'arbiter'), base?.terms.arbiter),
    defaultSplit: given('defaultPercent', (value) => numberOf('default-percent', value, 100), base?.terms.defaultSplit ?? 5_000),
    validUntil: given('validUntil', (value) => parseTime('valid-until', value), base?.terms.validUntil),
  }
  const { title, tags, files } = base?.brief ?? { title: page.title, tags: page.subject.tags, files: [] }
  const attached = await attachFiles(node, space, call.requestId, call.all('file'))
  const power = call.option('power') ?? base?.brief?.power ?? (base === undefined ? page.subject.reward?.power : undefined)
  const brief = {
    title: call.option('title') ?? title,
    brief: text,
    tags,
    files: [...new Set([...files, ...attached])],
    ...(power === undefined ? {} : { power: wholeOf('power', power) }),
  }
  return { requestId: call.requestId, space, side: null, answers, terms, brief, draft: null, note: call.option('note') ?? '' }
}

const dealArgument = ['<deal>', 'id or title'] as const

export const addDeal = (program: Command): void => {
  const deal = program.command('deal').description('bargain over a bounty, with a person or a DAO')
  nodeVerb(
    deal.command('list').description('the deals of this account and its DAOs'),
    async (node) => node.deals.list(),
    (rows) =>
      table(
        ['deal', 'title', 'issuer', 'hunter', 'state', 'offers', 'you'],
        rows.map((row) => [
          row.space.slice(0, 16),
          row.title,
          row.issuer.name ?? row.issuer.account,
          row.hunter.name ?? row.hunter.account,
          row.status,
          String(row.offers),
          row.waits ?? '',
        ]),
      ),
  )
  signingVerb(
    deal
      .command('open')
      .description('open a deal with the other party of a bounty')
      .argument('<account>', 'address of the person or DAO')
      .requiredOption('--title <title>', 'what it is about')
      .option('--brief <text>', 'what is to be done', '')
      .option('--as <dao>', 'for a DAO of yours, instead of yourself')
      .option('--pay', 'you pay and they do the work; else the other way round')
      .option('--contact <address...>', 'where they can be reached'),
    async (node, call) => {
      const dao = await findActing(node, call)
      return node.deals.open({
        requestId: call.requestId,
        as: { side: call.flag('pay') ? 'issuer' : 'hunter', dao },
        other: { account: parseAddress(call.argument(0), 'account'), kind: null },
        contacts: [...call.all('contact')],
        subject: { post: null, title: call.required('title'), brief: call.option('brief') ?? '', tags: [], reward: null, deadline: 0 },
      })
    },
    ({ space }) => space,
  )
  signingVerb(
    deal
      .command('enter')
      .description('open a deal from its link')
      .argument('<link>', 'daomesh://deal#…')
      .option('--arbiter', 'as the arbiter: you read it once both sides agreed on you')
      .option('--as <dao>', 'with --arbiter: they agreed on a DAO of yours'),
    async (node, call) => {
      const as = await findActing(node, call)
      return node.deals.enter({ requestId: call.requestId, link: call.argument(0), arbiter: call.flag('arbiter'), as })
    },
    ({ space }) => space,
  )
  nodeVerb(
    deal
      .command('link')
      .description('a link of the deal, for the other side')
      .argument(...dealArgument),
    async (node, call) => node.deals.link({ space: await findDeal(node, call.argument(0)) }),
    ({ link }) => link,
  )
  nodeVerb(
    deal
      .command('show')
      .description('offers, what changed from one to the next, and what waits for you')
      .argument(...dealArgument),
    async (node, call) => node.deals.get({ space: await findDeal(node, call.argument(0)) }),
    dealText,
  )
  addDealFiles(deal)
  actingVerb(
    deal
      .command('offer')
      .description('offer terms; what is not given stays as in the offer before')
      .argument(...dealArgument)
      .option('--answers <offer>', 'the offer that this one counters')
      .option('--amount <amount>', 'such as 2eth; a whole number of smallest units with --token')
      .option('--token <address>', 'another token than ether')
      .option('--power <power>', 'power in the DAO that pays, given to the hunter once all was paid; 0 for none')
      .option('--deliver-by <time>', 'when the work is due, such as 2027-01-31')
      .option('--review-days <days>', 'how long silence after the delivery is not yet a yes')
      .option('--valid-until <time>', 'until when it can be funded')
      .option('--reviewer <address>', 'who may accept the work')
      .option('--arbiter <address>', 'who rules a dispute')
      .option('--default-percent <percent>', 'the hunter’s part if the arbiter stays silent')
      .option('--brief-file <path>', 'what is to be done, in Markdown')
      .option('--title <title>', 'of the brief')
      .option('--file <path...>', 'a file that belongs to it, shared in the deal')
      .option('--note <text>', 'beside the offer'),
    async (node, call) => node.deals.offer(await offerOf(node, call)),
    ({ offer }) => offer,
  )
  signingVerb(
    deal
      .command('accept')
      .description('say yes; as the hunter you sign the agreement with it')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.deals.accept(await placeOf(node, call)),
    ({ entry, signed }) => `${signed ? 'signed\n' : ''}saved here: ${entry}`,
  )
  signingVerb(
    deal
      .command('sign')
      .description('sign what was agreed, as its hunter')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.deals.sign(await placeOf(node, call)),
    saved,
  )
  signingVerb(
    deal
      .command('fund')
      .description('pay in what the hunter signed; for a DAO of yours as a proposal to its members')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.deals.fund(await placeOf(node, call)),
    ({ transaction, decision }) => (transaction === null ? `proposed: ${decision ?? ''}` : `${transaction.id}: ${transaction.state}`),
  )
  signingVerb(
    deal
      .command('reward')
      .description('give the hunter the power that was promised, once all of the bounty was paid; nodes do so by themselves')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.deals.giveReward(await placeOf(node, call)),
    ({ id, state }) => `${id}: ${state}`,
  )
  actingVerb(
    deal
      .command('withdraw')
      .description('take an offer of your side back, for good')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.deals.withdraw(await placeOf(node, call)),
    saved,
  )
  actingVerb(
    deal
      .command('decline')
      .description('say no to an offer, or break the deal off')
      .argument(...dealArgument)
      .argument('[offer]', 'its id, or the beginning of it')
      .option('--reason <text>', 'why', ''),
    async (node, call) => {
      const space = await findDeal(node, call.argument(0))
      const named = call.positional()[1]
      const offer = named === undefined ? null : await findOffer(node, space, named)
      return node.deals.decline({ requestId: call.requestId, space, side: null, offer, reason: call.option('reason') ?? '' })
    },
    saved,
  )
}
