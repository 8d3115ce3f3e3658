import { DaomeshError, type OfferId, type SpaceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao, chooseOne } from '../choose.ts'
import { parseTime } from '../input/parseTime.ts'
import { partnershipText } from '../print/partnership.ts'
import { table } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'
import { chooseOffer, offerArgument, saved } from './offers.ts'

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const findPartnership = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = await node.partnerships.list()
  return chooseOne(
    rows.map((row) => ({ id: row.space, names: [row.title] })),
    text,
    'partnership',
    'SPACE_UNKNOWN',
  )
}

const findOffer = async (node: NodeClient, space: SpaceId, text: string): Promise<OfferId> =>
  chooseOffer((await node.partnerships.get({ space })).offerRows, text)

const placeOf = async (node: NodeClient, call: Call) => {
  const space = await findPartnership(node, call.argument(0))
  return { requestId: call.requestId, space, offer: await findOffer(node, space, call.argument(1)) }
}

const day = 86_400

/** What every offer between two DAOs says beside its terms: the deal, the own side, what it answers, and until when it can be enacted. */
export const offerFrame = async (node: NodeClient, call: Call) => {
  const space = await findPartnership(node, call.argument(0))
  const { sides, time } = await node.partnerships.get({ space })
  const named = call.option('answers')
  const answers = named === undefined ? null : await findOffer(node, space, named)
  const until = call.option('validUntil')
  const days = Number(call.option('days') ?? '14')
  if (!Number.isFinite(days) || days <= 0) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'days', reason: 'no number' } })
  const validUntil = until === undefined ? time + Math.floor(days * day) : parseTime('valid-until', until)
  return { requestId: call.requestId, space, side: sides[0] ?? 'issuer', answers, note: call.option('note') ?? '', validUntil, draft: null }
}

/** What is offered, as the own side sees it. */
const offerOf = async (node: NodeClient, call: Call) => {
  const { note, validUntil, ...frame } = await offerFrame(node, call)
  const [gives, gets] = call.flag('part') ? ['0', '0'] : [call.option('give') ?? '1', call.option('get') ?? '1']
  const [issuerGives, hunterGives] = frame.side === 'issuer' ? [gives, gets] : [gets, gives]
  return { ...frame, terms: { issuerGives, hunterGives, note, validUntil } }
}

export const dealArgument = ['<partnership>', 'id or title'] as const

export const addPartnership = (program: Command): void => {
  const partnership = program.command('partnership').description('exchange power with another DAO, both or neither')
  nodeVerb(
    partnership.command('list').description('the partnerships of the DAOs of this account'),
    async (node) => node.partnerships.list(),
    (rows) =>
      table(
        ['partnership', 'title', 'first', 'second', 'state', 'you'],
        rows.map((row) => [
          row.space.slice(0, 16),
          row.title,
          row.issuer.name ?? row.issuer.account,
          row.hunter.name ?? row.hunter.account,
          row.status ?? 'talking',
          row.waits ?? '',
        ]),
      ),
  )
  signingVerb(
    partnership
      .command('open')
      .description('open a deal with another DAO; it opens there by its link')
      .argument('<dao>', 'address of the other DAO')
      .requiredOption('--as <dao>', 'the DAO of yours')
      .requiredOption('--title <title>', 'what to call it')
      .option('--contact <address...>', 'where its members can be reached'),
    async (node, call) =>
      node.partnerships.open({
        requestId: call.requestId,
        dao: await findDao(node, call.required('as')),
        other: parseAddress(call.argument(0), 'dao'),
        title: call.required('title'),
        contacts: [...call.all('contact')],
      }),
    ({ space }) => space,
  )
  nodeVerb(
    partnership
      .command('link')
      .description('a link for the other side, which opens it by “deal enter”')
      .argument(...dealArgument),
    async (node, call) => node.deals.link({ space: await findPartnership(node, call.argument(0)) }),
    ({ link }) => link,
  )
  nodeVerb(
    partnership
      .command('show')
      .description('what each has in the other, the offers, and what waits for you')
      .argument(...dealArgument),
    async (node, call) => node.partnerships.get({ space: await findPartnership(node, call.argument(0)) }),
    partnershipText,
  )
  actingVerb(
    partnership
      .command('offer')
      .description('offer power for power, or to part')
      .argument(...dealArgument)
      .option('--give <power>', 'the power that the other DAO gets in yours')
      .option('--get <power>', 'the power that yours gets there')
      .option('--part', 'take all power back, on both sides')
      .option('--answers <offer>', 'the offer that it answers')
      .option('--note <text>', 'a note to the members of both, Markdown')
      .option('--days <days>', 'how long it can be enacted, from now on', '14')
      .option('--valid-until <time>', 'the same as a moment, such as 2027-01-31: what is repeated by its request id names it so'),
    async (node, call) => node.partnerships.offer(await offerOf(node, call)),
    ({ offer }) => offer,
  )
  actingVerb(
    partnership
      .command('accept')
      .description('say yes; it is then put to the members of both')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.partnerships.accept(await placeOf(node, call)),
    saved,
  )
  actingVerb(
    partnership
      .command('decline')
      .description('say no to an offer')
      .argument(...dealArgument)
      .argument(...offerArgument)
      .option('--reason <text>', 'why', ''),
    async (node, call) => node.partnerships.decline({ ...(await placeOf(node, call)), reason: call.option('reason') ?? '' }),
    saved,
  )
  actingVerb(
    partnership
      .command('withdraw')
      .description('take an own offer back')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.partnerships.withdraw(await placeOf(node, call)),
    saved,
  )
  signingVerb(
    partnership
      .command('enact')
      .description('one transaction that enacts both decisions or neither')
      .argument(...dealArgument)
      .argument(...offerArgument),
    async (node, call) => node.partnerships.enact(await placeOf(node, call)),
    transactionText,
  )
}
