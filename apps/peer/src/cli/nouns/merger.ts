import { type Address, DaomeshError, type DealSide } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { mergerText } from '../print/merger.ts'
import { actingVerb, type Call, nodeVerb } from '../verb.ts'
import { dealArgument, findPartnership, offerFrame } from './partnership.ts'

/** @throws DaomeshError `INPUT_INVALID`. */
const fractionOf = (field: string, text: string) => {
  const [, numerator, denominator] = /^(\d{1,20})(?:\/(\d{1,20}))?$/.exec(text) ?? []
  if (numerator === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field, reason: 'a whole number or a fraction such as 3/2' } })
  return { numerator, denominator: denominator ?? '1' }
}

/** The weights, as the own side sees it: without `--takes` its DAO goes into the other one. */
const weightsOf = (sides: readonly DealSide[], call: Call) => {
  const own = sides[0] ?? 'issuer'
  const other = own === 'issuer' ? 'hunter' : 'issuer'
  return {
    goes: call.flag('takes') ? other : own,
    power: fractionOf('power', call.option('power') ?? '1'),
    shares: fractionOf('shares', call.option('shares') ?? '1'),
    tokens: [...call.all('token')].map((text): Address => parseAddress(text, 'token')),
  } as const
}

const offerOf = async (node: NodeClient, call: Call) => {
  const frame = await offerFrame(node, call)
  return { ...frame, weights: weightsOf([frame.side], call) }
}

const withWeights = (command: Command): Command =>
  command
    .argument(...dealArgument)
    .option('--takes', 'the other DAO goes into yours; without it yours goes into the other one')
    .option('--shares <fraction>', 'what a share of the one that goes becomes, such as 3/2', '1')
    .option('--power <fraction>', 'what a unit of its power becomes', '1')
    .option('--token <address...>', 'tokens that it pays beside the chain’s own coin and those on the lists of your DAOs')

export const addMerger = (program: Command): void => {
  const merger = program
    .command('merger')
    .description('let one DAO go into another one, in the deal of a “partnership”; accept, decline and enact it there')
  nodeVerb(
    withWeights(merger.command('preview').description('seats, treasuries and what each could leave with, before and after')),
    async (node, call) => {
      const space = await findPartnership(node, call.argument(0))
      const { sides } = await node.partnerships.get({ space })
      return node.mergers.preview({ space, weights: weightsOf(sides, call) })
    },
    mergerText,
  )
  actingVerb(
    withWeights(merger.command('offer').description('offer it to the other DAO'))
      .option('--answers <offer>', 'the offer that it answers')
      .option('--note <text>', 'a note to the members of both, Markdown')
      .option('--days <days>', 'how long it can be enacted, from now on', '14')
      .option('--valid-until <time>', 'the same as a moment, such as 2027-01-31: what is repeated by its request id names it so'),
    async (node, call) => node.mergers.offer(await offerOf(node, call)),
    ({ offer }) => offer,
  )
}
