import { readFileSync } from 'node:fs'
import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao, findDraft, findProposal } from '../choose.ts'
import { type CallInput, parseCall, parsePayment } from '../input/parsePayment.ts'
import { parseSend, type SendInput } from '../input/parseSend.ts'
import { listedPart } from '../listedPart.ts'
import { formatEther } from '../print/formatEther.ts'
import { promisedText, takenText } from '../print/deal.ts'
import { nextStep } from '../print/nextStep.ts'
import { lines, table, when } from '../print/table.ts'
import { changeLine } from '../print/changeLine.ts'
import { recordLines } from '../print/record.ts'
import { transactionText } from '../print/transaction.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addRecording, addRules } from './recording.ts'

type Page = Awaited<ReturnType<NodeClient['proposals']['get']>>

const chainTime = (seconds: number): string => when(seconds * 1000)

const pageText = (page: Page): string =>
  [
    lines([
      ['proposal', page.decision],
      ['compare', page.short],
      ['title', page.title],
      ['by', page.authorName ?? page.author],
      ['state', page.state],
      ['closes', chainTime(page.closesAt)],
      ['for, against, abstain', `${page.tally.for}, ${page.tally.against}, ${page.tally.abstain} of ${page.tally.total}`],
      ['decisive, enactable', `${page.tally.decisive}, ${page.tally.enactable}`],
      ['seen by', `${page.seenBy.count} of ${page.seenBy.of}`],
      ['on chain', page.anchor.transaction === null ? page.anchor.state : `${page.anchor.state} ${page.anchor.transaction}`],
      ...recordLines(page.record),
      ['next', nextStep(page)],
    ]),
    ...(waitsText(page) === '' ? [] : [waitsText(page)]),
    ...(page.agreement === null ? [] : [takenText(page.agreement)]),
    ...(page.promise === null ? [] : [promisedText(page.promise)]),
    page.content,
    ...page.calls.flatMap(({ changes }) => (changes.length === 0 ? [] : [`new rules\n${changes.map(changeLine).join('\n')}`])),
    ...page.calls.map(({ target, value, data, simulation }) => {
      const fails = simulation !== null && !simulation.ok ? `  fails now: ${simulation.reason ?? ''}` : ''
      return data === '0x'
        ? `pays ${formatEther(value)} to ${target}${fails}`
        : `calls ${target} with ${formatEther(value)}: ${data}${fails}`
    }),
    table(
      ['member', 'ballot', 'reason'],
      page.ballotRows.map(({ account, name, support, reason }) => [name ?? account, support, reason]),
    ),
    ...page.comments.map(({ account, name, text, at }) => `${name ?? account}, ${when(at)}: ${text}`),
  ].join('\n\n')

const contentOf = (call: Call): string | null => {
  const file = call.option('contentFile')
  if (file === undefined) return call.option('content') ?? null
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'content-file', reason: 'the file cannot be read' } })
  }
}

const executorOf = (call: Call) => {
  const given = call.option('executor')
  return given === undefined ? null : parseAddress(given, 'executor')
}

/** What it comes after and who alone may send it, and what of that it still waits for. */
const waitsText = (page: Page): string =>
  [
    ...(page.after === null ? [] : [`comes after ${page.after.title ?? page.after.decision}${page.after.enacted ? ' (carried out)' : ''}`]),
    ...(page.executor === null ? [] : [`only ${page.executor.name ?? page.executor.account} may carry it out`]),
    ...page.waits.map((wait) =>
      wait.kind === 'executor'
        ? `waits for ${wait.name ?? wait.account} to send it`
        : wait.kind === 'cycle'
          ? `waits in a circle: ${wait.decisions.map(({ title, decision }) => title ?? decision).join(', ')}`
          : `waits for ${wait.title ?? wait.decision}${wait.known === 'open' ? '' : ` (${wait.known})`}`,
    ),
  ].join('\n')

const sendCall = async (node: NodeClient, space: string, { to, ...part }: SendInput): Promise<CallInput> =>
  node.treasury.sendCall({ space, to, ...(await listedPart(node, space, part)) })

const submit = async (node: NodeClient, call: Call) => {
  const content = contentOf(call)
  const named = call.option('draft')
  if ((named === undefined) === (content === null))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'content', reason: 'give --draft, --content or --content-file' } })
  const space = await findDao(node, call.argument(0))
  const calls = [...call.all('pay').map(parsePayment), ...call.all('call').map(parseCall)]
  for (const text of call.all('send')) calls.push(await sendCall(node, space, parseSend(text)))
  const draft = named === undefined ? null : await findDraft(node, space, named)
  const title = call.option('title') ?? (draft === null ? undefined : (await node.drafts.get({ space, draft })).title)
  if (title === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'title', reason: 'missing' } })
  const before = call.option('after')
  const after = before === undefined ? null : await findProposal(node, space, before)
  const closes = call.flag('weekly') ? ('week' as const) : ('period' as const)
  return node.proposals.submit({
    requestId: call.requestId,
    space,
    draft,
    title,
    content,
    calls,
    after,
    executor: executorOf(call),
    closes,
  })
}

const submittedText = ({ decision, entry }: { readonly decision: string; readonly entry: string }): string =>
  `${decision}\nsaved here: ${entry}`

const addReading = (proposal: Command): void => {
  nodeVerb(
    proposal.command('list').description('the proposals of a DAO').argument('<dao>', 'id, address or name'),
    async (node, call) => node.proposals.list({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['proposal', 'title', 'by', 'state', 'yours', 'ballots', 'closes'],
        rows.map((row) => [
          row.decision.slice(0, 18),
          row.title,
          row.authorName ?? row.author,
          row.state,
          row.mine ?? '',
          `${row.ballots} of ${row.of}`,
          chainTime(row.closesAt),
        ]),
      ),
  )
  nodeVerb(
    proposal
      .command('show')
      .description('one proposal with its text, calls, tally and thread')
      .argument('<dao>', 'id, address or name')
      .argument('<proposal>', 'id or title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.proposals.get({ space, decision: await findProposal(node, space, call.argument(1)) })
    },
    pageText,
  )
}

export const addProposal = (program: Command): void => {
  const proposal = program.command('proposal').description('what a DAO decides')
  signingVerb(
    proposal
      .command('submit')
      .description('freeze a text with its calls and put it to the vote')
      .argument('<dao>', 'id, address or name')
      .option('--title <title>', 'the draft’s own title by default')
      .option('--draft <draft>', 'id or title of a draft')
      .option('--content <markdown>', 'the text itself')
      .option('--content-file <path>', 'a file with the text')
      .option('--pay <address=amount...>', 'a payment out of the treasury, such as 0xabc…=1.5eth')
      .option('--send <token:to=amount...>', 'a token of the list, such as 0xtok…:0xabc…=12.5; an NFT as 0xtok…#7:0xabc…')
      .option('--call <target:amount:data...>', 'any call by the DAO')
      .option('--after <proposal>', 'a proposal that must be carried out before')
      .option('--executor <account>', 'the only account that may carry it out')
      .option('--weekly', 'closes with everything else of the week, on Sunday 18:00 UTC'),
    submit,
    submittedText,
  )
  addReading(proposal)
  signingVerb(
    proposal
      .command('withdraw')
      .description('take back your own proposal')
      .argument('<dao>', 'id, address or name')
      .argument('<proposal>', 'id or title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.proposals.withdraw({ requestId: call.requestId, space, decision: await findProposal(node, space, call.argument(1)) })
    },
    ({ entry }) => `saved here: ${entry}`,
  )
  signingVerb(
    proposal
      .command('resubmit')
      .description('put a proposal that can never be carried out any more to a new vote')
      .argument('<dao>', 'id, address or name')
      .argument('<proposal>', 'id or title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.proposals.resubmit({ requestId: call.requestId, space, decision: await findProposal(node, space, call.argument(1)) })
    },
    submittedText,
  )
  signingVerb(
    proposal
      .command('enact')
      .description('send the signed ballots of decided proposals to the chain')
      .argument('<dao>', 'id, address or name')
      .argument('<proposal...>', 'ids or titles'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const decisions = []
      for (const text of call.rest(1)) decisions.push(await findProposal(node, space, text))
      return node.proposals.enact({ requestId: call.requestId, space, decisions })
    },
    transactionText,
  )
  addRecording(proposal)
  addRules(proposal)
}
