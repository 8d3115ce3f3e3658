import { readFile } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { address, bountyId, bytes32, DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { findDao } from '../choose.ts'
import { table } from '../print/table.ts'
import { transactionText } from '../print/transaction.ts'
import { actingVerb, type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addBountyPlans } from './bountyPlans.ts'

type Outcome = Awaited<ReturnType<NodeClient['bounties']['deliver']>>

const invalid = (field: string, given: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 70) } })

const bountyOf = (call: Call) => {
  const parsed = bountyId.safeParse(call.argument(0))
  if (!parsed.success) throw invalid('bounty', call.argument(0))
  return parsed.data
}

const accountOf = (field: string, text: string) => {
  const parsed = address.safeParse(text)
  if (!parsed.success) throw invalid(field, text)
  return parsed.data
}

const nodeOf = (call: Call) => {
  const text = call.option('part')
  const parsed = bytes32.nullable().safeParse(text ?? null)
  if (!parsed.success) throw invalid('part', text ?? '')
  return parsed.data
}

const base = async (node: NodeClient, call: Call) => {
  const name = call.option('as')
  return { requestId: call.requestId, as: name === undefined ? null : await findDao(node, name), bounty: bountyOf(call) }
}

const readJson = (field: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field, given: text.slice(0, 70) } })
  }
}

/** What a file of this machine says in JSON; the node reads it strictly. */
const fileAt = async (call: Call, position: number): Promise<Readonly<Record<string, unknown>>> => {
  const path = readPath(call.argument(position))
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof read === 'object' && read !== null) return { ...read }
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'file', given: path } })
  }
  throw invalid('file', path)
}

const outcomeText = ({ transaction, approvals, decision }: Outcome): string =>
  transaction === null
    ? decision === null
      ? 'told in the deal'
      : `proposed: ${decision}`
    : [...approvals, transaction].map(transactionText).join('\n')

const dueText = ({ role, amount, other, state }: { role: string; amount: string; other: string; state: string }): string =>
  `${role} ${amount} ${role === 'owes' ? 'to' : 'from'} ${other}, ${state}`

export const addBounty = (program: Command): void => {
  const noun = program.command('bounty').description('work that is paid from the escrow: what you owe and wait for, and every step of it')
  const about = (name: string, description: string): Command =>
    noun.command(name).description(description).argument('<bounty>', 'its id').option('--as <dao>', 'in the name of a DAO, as a proposal')
  const part = (command: Command): Command => command.option('--part <node>', 'a part of it, as `bounty show` names it')
  /** For who sends what another consented to. */
  const signed = (command: Command): Command =>
    command.option('--signature <hex>', 'of whose step it is, by `bounty consent`, where somebody else sends it')
  const signatureOf = (call: Call): string => call.option('signature') ?? '0x'

  nodeVerb(
    noun.command('list').description('bounties that you or your DAOs pay or work on, with what each owes and waits for'),
    (node) => node.bounties.list(),
    (rows) =>
      rows
        .map(({ bounty, title, status, amount, dues }) => [`${title}  ${amount}, ${status}: ${bounty}`, ...dues.map(dueText)].join('\n  '))
        .join('\n'),
  )
  nodeVerb(
    noun.command('show').description('one bounty: its parts, who gets what, and what you can do now').argument('<bounty>', 'its id'),
    (node, call) => node.bounties.get({ bounty: bountyOf(call) }),
    ({ title, status, amount, margins, leaves, moves }) =>
      [
        `${title}: ${amount}, ${status}`,
        table(
          ['who', 'gets at most', 'passes on', 'keeps', 'on the chain'],
          margins.map((row) => [row.payee, row.amount, row.committed, row.margin, row.anchored ? 'yes' : 'no, not safe to start']),
        ),
        table(
          ['part', 'payee', 'state', 'is paid'],
          leaves.map((row) => [row.node, row.payee, row.state, row.margin]),
        ),
        `you can: ${moves.map(({ move, node }) => (node === null ? move : `${move} ${node}`)).join(', ')}`,
      ].join('\n'),
  )
  nodeVerb(
    noun.command('tasks').description('what you and your DAOs owe and wait for, in all bounties'),
    (node) => node.bounties.tasks(),
    (rows) =>
      table(
        ['what', 'bounty', 'amount', 'until', 'part'],
        rows.map(({ kind, action, title, amount, until, node }) => [
          kind === 'owe' ? action : `wait for ${action}`,
          title,
          amount,
          until === 0 ? '' : new Date(until * 1000).toISOString().slice(0, 16),
          node ?? '',
        ]),
      ),
  )
  nodeVerb(
    noun.command('credits').description('what could not be pushed to you or your DAOs and waits in the escrow'),
    (node) => node.bounties.credits(),
    (rows) =>
      table(
        ['vault', 'token', 'account', 'amount'],
        rows.map(({ vault, token, account, amount }) => [vault, token ?? 'unknown', account, amount]),
      ),
  )
  signingVerb(
    noun
      .command('claim')
      .description('draw such a credit')
      .argument('<vault>', 'as `bounty credits` names it')
      .option('--as <dao>', 'of a DAO')
      .option('--to <account>', 'elsewhere; of a DAO by a proposal'),
    async (node, call) => {
      const name = call.option('as')
      const to = call.option('to')
      return node.bounties.claim({
        requestId: call.requestId,
        as: name === undefined ? null : await findDao(node, name),
        vault: accountOf('vault', call.argument(0)),
        recipient: to === undefined ? null : accountOf('to', to),
      })
    },
    outcomeText,
  )
  nodeVerb(
    noun.command('share').description('its terms and parts as a text for whoever works on it').argument('<bounty>', 'its id'),
    async (node, call) => ({ bundle: (await node.bounties.get({ bounty: bountyOf(call) })).bundle }),
    ({ bundle }) => bundle,
  )
  actingVerb(
    noun.command('keep').description('keep such a text').argument('<bundle>', 'as `bounty share` writes it'),
    (node, call) => node.bounties.keep({ requestId: call.requestId, bundle: call.argument(0) }),
    ({ bounty }) => bounty,
  )
  signingVerb(
    noun.command('sign').description('take a bounty').argument('<file>', 'JSON: {"agreement": …, "terms": …}'),
    async (node, call) => {
      const { agreement, terms } = await fileAt(call, 0)
      return node.bounties.sign({ requestId: call.requestId, agreement, terms: terms as never })
    },
    ({ bounty, signature }) => `${bounty}\n${signature}`,
  )
  signingVerb(
    noun
      .command('fund')
      .description('pay a bounty in that its hunter signed')
      .argument('<file>', 'JSON: {"agreement": …, "terms": …, "hunterSignature": …}')
      .option('--as <dao>', 'as a proposal to the DAO that issues it'),
    async (node, call) => {
      const { agreement, terms, hunterSignature } = await fileAt(call, 0)
      const name = call.option('as')
      const as = name === undefined ? null : await findDao(node, name)
      return node.bounties.fund({
        requestId: call.requestId,
        as,
        agreement,
        terms: terms as never,
        hunterSignature: hunterSignature as never,
      })
    },
    outcomeText,
  )
  signingVerb(
    part(about('split', 'hand parts of it on').argument('<file>', 'JSON: {"leaves": [{"agreement": …, "terms": …, "planned": null}]}')),
    async (node, call) => {
      const { leaves } = await fileAt(call, 1)
      return node.bounties.split({ ...(await base(node, call)), node: nodeOf(call), leaves: leaves as never })
    },
    outcomeText,
  )
  signingVerb(
    part(about('deliver', 'say that the work is there: in its deal, and its hash on the chain, where the review begins'))
      .option('--hash <sha256>', 'of what you hand over yourself, 32 bytes; nothing is written into the deal then')
      .option('--note <text>', 'what was made')
      .option('--file <record...>', 'files of the deal, as `file list` names them')
      .option('--signature <hex>', 'of the hunter, where somebody else sends it'),
    async (node, call) =>
      node.bounties.deliver({
        ...(await base(node, call)),
        node: nodeOf(call),
        contentHash: call.option('hash') ?? null,
        note: call.option('note') ?? '',
        files: [...call.all('file')],
        signature: call.option('signature') ?? '0x',
      }),
    outcomeText,
  )
  actingVerb(
    part(
      noun
        .command('comment')
        .description('say something about it in its deal')
        .argument('<bounty>', 'its id')
        .argument('<text>', 'Markdown'),
    ),
    (node, call) =>
      node.bounties.comment({
        requestId: call.requestId,
        bounty: bountyOf(call),
        node: nodeOf(call),
        replyTo: null,
        text: call.argument(1),
      }),
    ({ entry }) => entry,
  )
  signingVerb(
    part(
      noun
        .command('consent')
        .description('sign one step for somebody else to send')
        .argument('<bounty>', 'its id')
        .argument('<step>', 'JSON: {"kind": "release" | "deliver" | "acceptLeaf" | "contest" | "settle" | "free" | "redirect", …}'),
    ),
    async (node, call) =>
      node.bounties.consent({
        requestId: call.requestId,
        bounty: bountyOf(call),
        node: nodeOf(call),
        what: readJson('step', call.argument(1)) as never,
      }),
    ({ signature }) => signature,
  )
  signingVerb(
    about('free', 'give up what is above an amount of your part, for good')
      .argument('<part>', 'as `bounty show` names it')
      .argument('<amount>', 'that stays, in the smallest unit')
      .option('--signature <hex>', 'of its payee, where somebody else sends it'),
    async (node, call) =>
      node.bounties.free({
        ...(await base(node, call)),
        node: call.argument(1),
        amount: call.argument(2),
        signature: call.option('signature') ?? '0x',
      }),
    outcomeText,
  )
  signingVerb(
    signed(part(about('accept', 'accept it, or a part that you split off'))),
    async (node, call) => node.bounties.accept({ ...(await base(node, call)), node: nodeOf(call), signature: signatureOf(call) }),
    outcomeText,
  )
  signingVerb(
    part(about('object', 'object to it, or to a part that you split off; takes a bond')).requiredOption('--reason <text>'),
    async (node, call) => node.bounties.object({ ...(await base(node, call)), node: nodeOf(call), reason: call.required('reason') }),
    outcomeText,
  )
  signingVerb(
    signed(part(about('contest', 'bring an objection before the arbiter'))),
    async (node, call) => node.bounties.contest({ ...(await base(node, call)), node: nodeOf(call), signature: signatureOf(call) }),
    outcomeText,
  )
  signingVerb(
    part(about('rule', 'rule as its arbiter').argument('<amount>', 'to the hunter, in the smallest unit')),
    async (node, call) => node.bounties.rule({ ...(await base(node, call)), node: nodeOf(call), hunterAmount: call.argument(1) }),
    outcomeText,
  )
  for (const [verb, description] of [
    ['cancel', 'take your word back before it is funded, for good'],
    ['release', 'do what time or a ruling has made due'],
    ['refund', 'give the issuer back what was never delivered'],
  ] as const)
    signingVerb(about(verb, description), async (node, call) => node.bounties[verb](await base(node, call)), outcomeText)
  signingVerb(
    about('settle', 'end it by agreement of both sides')
      .argument('<amount>', 'to the hunter, in the smallest unit')
      .requiredOption('--until <seconds>', 'chain time that both signed')
      .option('--hunter <signature>', 'absent where the hunter sends it')
      .option('--issuer <signature>', 'absent where the issuer sends it'),
    async (node, call) =>
      node.bounties.settle({
        ...(await base(node, call)),
        hunterAmount: call.argument(1),
        validUntil: Number(call.required('until')),
        hunterSignature: call.option('hunter') ?? '0x',
        issuerSignature: call.option('issuer') ?? '0x',
      }),
    outcomeText,
  )
  signingVerb(
    signed(
      about('redirect', 'have your part paid elsewhere').argument('<part>', 'as `bounty show` names it').argument('<to>', 'an account'),
    ),
    async (node, call) => {
      const to = accountOf('to', call.argument(2))
      return node.bounties.redirect({ ...(await base(node, call)), node: call.argument(1), to, signature: signatureOf(call) })
    },
    outcomeText,
  )
  signingVerb(
    noun.command('payout').description('pay all parts that are due, a batch at a time').argument('<bounty>', 'its id'),
    (node, call) => node.bounties.payout({ requestId: call.requestId, bounty: bountyOf(call) }),
    outcomeText,
  )
  addBountyPlans(noun, { bountyOf, base, fileAt, outcomeText })
  nodeVerb(
    about('preview', 'try a step out on the chain as it stands now; nothing is signed or sent').argument(
      '<step>',
      'JSON: {"kind": "accept" | "deliver" | "split" | "anchor" | …, …}, as the verb of that name takes it',
    ),
    async (node, call) => {
      const { as, bounty } = await base(node, call)
      return node.bounties.preview({ bounty, as, act: readJson('step', call.argument(1)) as never })
    },
    ({ outcome, takes }) =>
      `${outcome === null ? 'the chain is away: nothing is known' : outcome.ok ? 'it would work' : `it would fail: ${outcome.reason ?? 'no reason given'}`}; takes ${takes.amount} at once`,
  )
}
