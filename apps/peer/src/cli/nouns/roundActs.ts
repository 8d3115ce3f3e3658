import { readFile } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { address, DaomeshError, roundId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { carriedText } from '../print/carried.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { readPath } from '../../home/homePaths.ts'
import { findDao, findActing } from '../choose.ts'
import { amountOf, tokenOf } from '../input/parseBudget.ts'
import { parseWhole } from '../input/parseWhole.ts'
import { parseTime } from '../input/parseTime.ts'
import { actingVerb, type Call, signingVerb } from '../verb.ts'

const invalid = (field: string, given: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 70) } })

export const roundOf = (call: Call) => {
  const parsed = roundId.safeParse(call.argument(0))
  if (parsed.success) return parsed.data
  throw invalid('round', call.argument(0))
}

const base = async (node: NodeClient, call: Call) => ({ requestId: call.requestId, as: await findActing(node, call), round: roundOf(call) })

/** `name=payee`, and `=text` behind it. */
const projectOf = (text: string) => {
  const [name = '', payee = '', ...about] = text.split('=')
  const parsed = address.safeParse(payee)
  if (!parsed.success) throw invalid('project', text)
  return { name, payee: parsed.data, about: about.join('=') }
}

/** In the token of the round, such as `2eth`. */
const amountIn = async (node: NodeClient, call: Call): Promise<string> => {
  const { token } = await node.rounds.get({ round: roundOf(call) })
  return amountOf(token, call.required('amount'))
}

/** Every step of a round. */
export const addRoundActs = (noun: Command): void => {
  const about = (name: string, description: string): Command => noun.command(name).description(description).argument('<round>', 'its id')
  const named = (name: string, description: string): Command =>
    about(name, description).option('--as <dao>', 'in the name of a DAO, as a proposal')

  signingVerb(
    noun
      .command('open')
      .description('ask the members of a DAO whether to open a round; they are those who give')
      .argument('<dao>', 'the confederation: id, address or name')
      .requiredOption('--title <title>', 'what it is for')
      .requiredOption('--closes <time>', 'the last second to give, by the chain’s time, such as 2027-01-31T12:00Z')
      .requiredOption('--project <name=payee...>', 'what can be given to, and the account that is paid; words about it behind another =')
      .option('--about <text>', 'more about it', '')
      .option('--count-by <time>', 'until when it must be counted, else everybody is refunded; a week behind the end')
      .option('--minimum <amount>', 'the least to give, such as 0.01eth; a whole number of smallest units with --token', '1')
      .option('--pool <amount>', 'what the DAO itself gives to the pool, in the same decision')
      .option('--cap <basis-points>', 'the largest part of the pool for one project', '10000')
      .option('--token <address>', 'another token than ether'),
    async (node, call) => {
      const token = tokenOf(call.option('token'))
      const [pool, countBy] = [call.option('pool'), call.option('countBy')]
      const minimum = call.required('minimum')
      return node.rounds.open({
        requestId: call.requestId,
        as: await findDao(node, call.argument(0)),
        title: call.required('title'),
        about: call.option('about') ?? '',
        token,
        closesAt: parseTime('closes', call.required('closes')),
        finaliseBy: countBy === undefined ? null : parseTime('count-by', countBy),
        minimum: minimum === '1' ? '1' : amountOf(token, minimum),
        pool: pool === undefined ? '0' : amountOf(token, pool),
        capBps: parseWhole(call.option('cap') ?? '10000', 'cap'),
        projects: call.all('project').map(projectOf),
      })
    },
    (outcome) => `${outcome.round}\n${carriedText(outcome)}`,
  )
  signingVerb(
    named('fund', 'give to the pool, which anybody may').requiredOption('--amount <amount>', 'such as 2eth'),
    async (node, call) => node.rounds.fund({ ...(await base(node, call)), amount: await amountIn(node, call) }),
    carriedText,
  )
  signingVerb(
    named('give', 'give to a project, for your seat or that of a DAO of yours')
      .requiredOption('--project <place>', 'as `round show` names it')
      .requiredOption('--amount <amount>', 'such as 0.5eth')
      .option('--seat <seat>', 'for which, where several ways lead there'),
    async (node, call) => {
      const seat = call.option('seat')
      return node.rounds.contribute({
        ...(await base(node, call)),
        project: parseWhole(call.required('project'), 'project'),
        amount: await amountIn(node, call),
        seat: seat === undefined ? null : parseWhole(seat, 'seat'),
      })
    },
    carriedText,
  )
  signingVerb(
    about('call-off', 'ask the members of the confederation whether to end it before its end').requiredOption(
      '--as <dao>',
      'the confederation',
    ),
    async (node, call) => node.rounds.callOff(await base(node, call)),
    carriedText,
  )
  signingVerb(
    about('finalise', 'count it after its end; anybody may'),
    (node, call) => node.rounds.finalise({ requestId: call.requestId, round: roundOf(call) }),
    carriedText,
  )
  signingVerb(
    about('payout', 'pay the projects what is theirs; anybody may').option('--project <place...>', 'these alone'),
    (node, call) => {
      const places = call.all('project').map((text) => parseWhole(text, 'project'))
      return node.rounds.payout({ requestId: call.requestId, round: roundOf(call), projects: places.length === 0 ? null : places })
    },
    carriedText,
  )
  signingVerb(
    about('refund', 'give back what came for a round that came to nothing, or what is left of its pool')
      .option('--pool', 'what was given to the pool')
      .option('--account <address>', 'of somebody else; the money goes there'),
    (node, call) => {
      const whose = call.option('account')
      return node.rounds.refund({
        requestId: call.requestId,
        round: roundOf(call),
        what: call.flag('pool') ? 'pool' : 'contributions',
        account: whose === undefined ? null : parseAddress(whose, 'account'),
      })
    },
    carriedText,
  )
  signingVerb(
    noun
      .command('claim')
      .description('draw what a round could not push')
      .argument('<vault>', 'as `round credits` names it')
      .option('--as <dao>', 'of a DAO')
      .option('--to <account>', 'elsewhere; of a DAO by a proposal'),
    async (node, call) => {
      const to = call.option('to')
      return node.rounds.claim({
        requestId: call.requestId,
        as: await findActing(node, call),
        vault: parseAddress(call.argument(0), 'vault'),
        recipient: to === undefined ? null : parseAddress(to, 'to'),
      })
    },
    carriedText,
  )
  actingVerb(
    about('keep', 'keep its words, which prove themselves').argument('<file>', 'as `round words` writes them'),
    async (node, call) => {
      const path = readPath(call.argument(1))
      const text = await readFile(path, 'utf8').catch((cause: unknown) => {
        throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'file', given: path } })
      })
      return node.rounds.keep({ requestId: call.requestId, round: roundOf(call), text: text.trimEnd() })
    },
    ({ round }) => round,
  )
}
