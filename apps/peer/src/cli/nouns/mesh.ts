import type { NodeClient } from '@daomesh/node/client'
import { type Address, DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { parsePeriod } from '../input/parsePeriod.ts'
import { formatUnits } from '../print/formatUnits.ts'
import { trackRecordLines } from '../print/trackRecord.ts'
import { lines, table, when } from '../print/table.ts'
import { powerText } from '../print/power.ts'
import { type Call, nodeVerb } from '../verb.ts'

type Map_ = Awaited<ReturnType<NodeClient['mesh']['map']>>
type Row = Awaited<ReturnType<NodeClient['mesh']['engagements']>>['rows'][number]
type Protection = Awaited<ReturnType<NodeClient['mesh']['protection']>>

const states = ['open', 'objected', 'settled'] as const
const invalid = (field: string, given: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 80) } })
const tokenOf = (call: Call): Address | null => {
  const given = call.option('token')
  return given === undefined ? null : parseAddress(given, 'token')
}

/** The filter as options give it; `since` counts back from the time of the chain. */
const filterOf = async (node: NodeClient, call: Call) => {
  const [state, level, since] = [call.option('state'), call.option('minLevel'), call.option('since')]
  const known = states.find((one) => one === state)
  if (state !== undefined && known === undefined) throw invalid('state', state)
  if (level !== undefined && !/^[0-9]{1,3}$/.test(level)) throw invalid('min-level', level)
  const filter = {
    token: tokenOf(call),
    state: known ?? null,
    tag: call.option('tag') ?? null,
    minLevel: level === undefined ? null : Number(level),
  }
  if (since === undefined) return { ...filter, since: null }
  const { now } = await node.mesh.map({ ...filter, since: null })
  return { ...filter, since: now - parsePeriod(since, 'since') }
}

const amountText = (amount: string, token: string, { tokens }: Pick<Map_, 'tokens'>): string => {
  const words = tokens.find((one) => one.token === token)
  return words === undefined || words.decimals === null ? `${amount} of ${token}` : `${formatUnits(amount, words.decimals)} ${words.symbol}`
}
const nameIn = ({ accounts }: Map_) => {
  const names = new Map(accounts.map(({ account, name }) => [account, name]))
  return (account: Address): string => names.get(account) ?? account
}

/** While the chain is away nobody is told that there is nothing. */
const seenText = ({ seen: { at, away } }: Pick<Map_, 'seen'>): readonly string[] =>
  away
    ? [
        `the chain is away: this is what it said ${at === null ? 'before the node was started' : `at ${when(at)}`}, and what came since is not known here`,
      ]
    : []

const mapText = (map: Map_): string => {
  const name = nameIn(map)
  const byRow = map.accounts.toSorted((a, b) => b.row - a.row || (a.account < b.account ? -1 : 1))
  const left = map.omitted.accounts + map.omitted.ties
  return [
    ...seenText(map),
    table(
      ['row', 'level', 'who', 'kind', 'hunted', 'issued'],
      byRow.map((one) => [
        String(one.row),
        one.level === null ? '' : String(one.level),
        one.name ?? one.account,
        one.kind,
        String(one.hunted),
        String(one.issued),
      ]),
    ),
    table(
      ['pays', 'works', 'open', 'objected', 'settled', 'agreed', 'paid', ''],
      map.ties.map((tie) => [
        name(tie.payer),
        name(tie.payee),
        String(tie.open),
        String(tie.objected),
        String(tie.settled),
        amountText(tie.amount, tie.token, map),
        amountText(tie.paid, tie.token, map),
        tie.washed ? 'goes round' : '',
      ]),
    ),
    ...(left > 0 ? [`${left} left out`] : []),
  ].join('\n\n')
}

const rowText = (row: Row): string[] => {
  const amount = row.decimals === null ? `${row.amount} of ${row.token}` : `${formatUnits(row.amount, row.decimals)} ${row.symbol}`
  return [row.title ?? row.bounty.slice(0, 10), row.payer, row.payee, amount, row.state, String(row.height), when(row.fundedAt * 1000)]
}

const protectionText = ({ seen, tokens, prices, concentration, passed }: Protection, token: Address | null): string => {
  const words = tokens.find((one) => one.token === token) ?? tokens[0]
  const amount = (text: string): string => (words === undefined ? text : amountText(text, words.token, { tokens }))
  const percent = (bps: number): string => `${(bps / 100).toFixed(2)} %`
  return [
    ...seenText({ seen }),
    table(
      ['tag', 'week from', 'paid', 'lowest', 'median', 'highest'],
      prices.map((row) => [row.tag, when(row.from * 1000), String(row.count), amount(row.least), amount(row.median), amount(row.most)]),
    ),
    concentration === null
      ? 'nothing was paid'
      : `concentration of who pays: ${concentration.index} (${concentration.band}), ${concentration.payers} paying, the largest ${percent(concentration.largest)}`,
    table(
      ['height', 'paid', 'came', 'kept', 'passed down', 'share'],
      passed.map((row) => [
        String(row.height),
        String(row.count),
        amount(row.came),
        amount(row.kept),
        amount(row.passed),
        percent(row.share),
      ]),
    ),
  ].join('\n\n')
}

/** Who works for whom on the node's chain, and what that shows. */
export const addMesh = (program: Command): void => {
  const mesh = program.command('mesh').description('who works for whom on this chain: levels, ties, prices')
  nodeVerb(
    mesh
      .command('show')
      .description('accounts by level, and what goes between each two')
      .option('--token <address>', 'paid in this token')
      .option('--state <state>', states.join(', '))
      .option('--tag <tag>', 'with this word in its terms')
      .option('--min-level <number>', 'between accounts that stand so high')
      .option('--since <period>', 'alive within so much time, such as 30d'),
    async (node, call) => node.mesh.map(await filterOf(node, call)),
    mapText,
  )
  nodeVerb(
    mesh.command('account').description('level and track record of one account').argument('<address>', 'of an account or a DAO'),
    async (node, call) => {
      const account = parseAddress(call.argument(0), 'address')
      const page = await node.mesh.account({ account })
      return { ...page, ...(await node.mesh.engagements({ payer: null, payee: null, either: account, limit: 50 })) }
    },
    ({ account, name, kind, level, record, rows }) =>
      [
        lines([
          ['account', account],
          ...(name === null ? [] : [['name', name] as [string, string]]),
          ['kind', kind],
          ...(level === null ? [] : [['level', String(level)] as [string, string]]),
          ...trackRecordLines(record),
        ]),
        table(['work', 'pays', 'works', 'agreed', 'state', 'height', 'funded'], rows.map(rowText)),
      ].join('\n\n'),
  )
  nodeVerb(
    mesh.command('power').description('which DAOs have power in which, and the clusters in that'),
    async (node) => node.mesh.power(),
    powerText,
  )
  nodeVerb(
    mesh
      .command('prices')
      .description('what work was paid by tag and week, in how few hands the paying lies, what each level passes down')
      .option('--token <address>', 'in this token; else the one most used')
      .option('--tag <tag>', 'of this tag alone'),
    async (node, call) => {
      const token = tokenOf(call)
      return { ...(await node.mesh.protection({ token, tag: call.option('tag') ?? null })), token }
    },
    (found) => protectionText(found, found.token),
  )
}
