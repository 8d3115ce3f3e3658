import { address, type Address, type SpaceId, ether } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao } from '../choose.ts'
import { parseHolding } from '../input/parseHolding.ts'
import { parseMember } from '../input/parseMember.ts'
import { listedPart } from '../listedPart.ts'
import { table } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'

const tokensOf = (call: Call): Address[] => [ether, ...call.all('token').map((text) => parseAddress(text, 'token'))]

/** `--tribute TOKEN=12.5`, of a token on the list of that DAO of ours. */
const tributeOf = async (
  node: Parameters<typeof findDao>[0],
  call: Call,
  space: SpaceId,
): Promise<{ tribute?: { token: Address; amount: string } }> => {
  const text = call.option('tribute')
  if (text === undefined) return {}
  const { token, amount } = await listedPart(node, space, parseHolding(text))
  return { tribute: { token, amount } }
}

const submitted = ({ decision }: { readonly decision: string }): string => decision

const addComing = (confederation: Command): void => {
  signingVerb(
    confederation
      .command('invite')
      .description('propose that another DAO gets a seat in this one')
      .argument('<dao>', 'which decides: id, address or name')
      .argument('<address:power:shares>', 'which DAO, with how many votes and new shares')
      .option('--tribute <what>', 'what is taken of it for the seat, in the same decision, as it allows: TOKEN=12.5 of a listed token')
      .option('--reason <markdown>', 'why', ''),
    async (node, call) => {
      const { account: dao, power, shares } = parseMember(call.argument(1))
      const space = await findDao(node, call.argument(0))
      const reason = call.option('reason') ?? ''
      return node.confederations.invite({
        requestId: call.requestId,
        space,
        dao,
        power,
        shares,
        reason,
        ...(await tributeOf(node, call, space)),
      })
    },
    submitted,
  )
  signingVerb(
    confederation
      .command('apply')
      .description('ask the members of a DAO of yours whether it joins another one')
      .argument('<dao>', 'which is to join: id, address or name')
      .argument('<outer>', 'where: the address of a DAO, or an invite to it')
      .requiredOption('--power <votes>', 'that it asks for')
      .requiredOption('--shares <shares>', 'new ones that it asks for')
      .option('--tribute <what>', 'what the other DAO may take for the seat, in the same decision: TOKEN=12.5 of a listed token')
      .option('--reason <markdown>', 'why', ''),
    async (node, call) => {
      const outer = address.safeParse(call.argument(1))
      const as = await findDao(node, call.argument(0))
      return node.confederations.apply({
        requestId: call.requestId,
        as,
        outer: outer.success ? outer.data : null,
        invite: outer.success ? null : call.argument(1),
        power: call.required('power'),
        shares: call.required('shares'),
        reason: call.option('reason') ?? '',
        ...(await tributeOf(node, call, as)),
      })
    },
    submitted,
  )
  nodeVerb(
    confederation
      .command('seats')
      .description('DAOs that ask for a seat in this one, or are offered one')
      .argument('<dao>', 'id, address or name'),
    async (node, call) => node.confederations.seats({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['DAO', 'name', 'power', 'shares', 'its members', 'lets this DAO take', 'proposal'],
        rows.map(({ account, name, power, shares, agreed, allows, decision }) => [
          account,
          name ?? '',
          power,
          shares,
          agreed ? 'agreed' : 'not yet',
          allows.map(({ token, amount }) => `${amount} of ${token}`).join(', '),
          decision ?? '',
        ]),
      ),
  )
}

const addLeaving = (confederation: Command): void => {
  const leaving = async (node: Parameters<typeof findDao>[0], call: Call) => ({
    as: await findDao(node, call.argument(0)),
    outer: await findDao(node, call.argument(1)),
    shares: call.required('shares'),
    tokens: tokensOf(call),
  })
  const leavingArguments = (command: Command): Command =>
    command
      .argument('<dao>', 'which leaves: id, address or name')
      .argument('<outer>', 'where: id, address or name')
      .requiredOption('--shares <shares>', 'that it burns; all of them to leave')
      .option('--token <address...>', 'of which it takes its part, beside the chain’s own coin')
  nodeVerb(
    leavingArguments(confederation.command('preview').description('what a DAO would get that leaves another one')),
    async (node, call) => node.confederations.leavePreview(await leaving(node, call)),
    ({ payouts }) =>
      table(
        ['token', 'of the treasury', 'of its income'],
        payouts.map(({ token, amount, income, error }) => [token, error === null ? amount : error.code, income]),
      ),
  )
  signingVerb(
    leavingArguments(confederation.command('leave').description('propose that a DAO of yours leaves another one with its part')).option(
      '--reason <markdown>',
      'why',
      '',
    ),
    async (node, call) =>
      node.confederations.leave({ ...(await leaving(node, call)), requestId: call.requestId, reason: call.option('reason') ?? '' }),
    submitted,
  )
}

export const addConfederation = (program: Command): void => {
  const confederation = program.command('confederation').description('DAOs as members of DAOs: invite, apply, leave')
  addComing(confederation)
  addLeaving(confederation)
}
