import type { Command } from 'commander'
import { findActing } from '../choose.ts'
import { bountyAmount } from '../bountyAmount.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { parseSecond } from '../input/parseSecond.ts'
import { actingVerb, type Call, signingVerb } from '../verb.ts'
import { base, bountyOf, fileAt, nodeOf, outcomeText, readJson } from './bountyCall.ts'

const amountAbout = 'with its unit: 0.25eth, 12.5USDC where a DAO of yours lists the token, or 2500units in the smallest one'

/** Every step of a bounty. `about`: a verb of one bounty, in whose name it is done. */
export const addBountySteps = (noun: Command, about: (name: string, description: string) => Command): void => {
  const part = (command: Command): Command => command.option('--part <node>', 'a part of it, as `bounty show` names it')
  /** For who sends what another consented to. */
  const signed = (command: Command): Command =>
    command.option('--signature <hex>', 'of whose step it is, by `bounty consent`, where somebody else sends it')
  const signatureOf = (call: Call): string => call.option('signature') ?? '0x'

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
      const as = await findActing(node, call)
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
        .argument('<bounty>', 'its id or title')
        .argument('<text>', 'Markdown'),
    ),
    async (node, call) =>
      node.bounties.comment({
        requestId: call.requestId,
        bounty: await bountyOf(node, call),
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
        .argument('<bounty>', 'its id or title')
        .argument('<step>', 'JSON: {"kind": "release" | "deliver" | "acceptLeaf" | "contest" | "settle" | "free" | "redirect", …}'),
    ),
    async (node, call) =>
      node.bounties.consent({
        requestId: call.requestId,
        bounty: await bountyOf(node, call),
        node: nodeOf(call),
        what: readJson('step', call.argument(1)) as never,
      }),
    ({ signature }) => signature,
  )
  signingVerb(
    about('free', 'give up what is above an amount of your part, for good')
      .argument('<part>', 'as `bounty show` names it')
      .argument('<amount>', `that stays, ${amountAbout}`)
      .option('--signature <hex>', 'of its payee, where somebody else sends it'),
    async (node, call) => {
      const at = await base(node, call)
      const amount = await bountyAmount(node, at.bounty, call.argument(2))
      return node.bounties.free({ ...at, node: call.argument(1), amount, signature: call.option('signature') ?? '0x' })
    },
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
    part(about('rule', 'rule as its arbiter').argument('<amount>', `to the hunter, ${amountAbout}`)),
    async (node, call) => {
      const at = await base(node, call)
      return node.bounties.rule({ ...at, node: nodeOf(call), hunterAmount: await bountyAmount(node, at.bounty, call.argument(1)) })
    },
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
      .argument('<amount>', `to the hunter, ${amountAbout}`)
      .requiredOption('--until <time>', 'the moment that both signed, such as 2027-01-31T12:00Z, or in seconds as it stands there')
      .option('--hunter <signature>', 'absent where the hunter sends it')
      .option('--issuer <signature>', 'absent where the issuer sends it'),
    async (node, call) => {
      const at = await base(node, call)
      return node.bounties.settle({
        ...at,
        hunterAmount: await bountyAmount(node, at.bounty, call.argument(1)),
        validUntil: parseSecond('until', call.required('until')),
        hunterSignature: call.option('hunter') ?? '0x',
        issuerSignature: call.option('issuer') ?? '0x',
      })
    },
    outcomeText,
  )
  signingVerb(
    signed(
      about('redirect', 'have your part paid elsewhere').argument('<part>', 'as `bounty show` names it').argument('<to>', 'an account'),
    ),
    async (node, call) => {
      const to = parseAddress(call.argument(2), 'to')
      return node.bounties.redirect({ ...(await base(node, call)), node: call.argument(1), to, signature: signatureOf(call) })
    },
    outcomeText,
  )
  signingVerb(
    noun.command('payout').description('pay all parts that are due, a batch at a time').argument('<bounty>', 'its id or title'),
    async (node, call) => node.bounties.payout({ requestId: call.requestId, bounty: await bountyOf(node, call) }),
    outcomeText,
  )
}
