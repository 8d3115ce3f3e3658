import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type PollId, pollChoices, pollCloseId, pollWeights, type SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, chooseOne } from '../choose.ts'
import { lines, table, when } from '../print/table.ts'
import { type Call, nodeVerb, actingVerb } from '../verb.ts'

type Page = Awaited<ReturnType<NodeClient['polls']['get']>>

/** @throws DaomeshError `POLL_UNKNOWN`. */
const findPoll = async (node: NodeClient, space: SpaceId, text: string): Promise<PollId> => {
  const rows = (await node.polls.list({ space })).map(({ poll, question }) => ({ id: poll, names: [question] }))
  return chooseOne(rows, text, 'poll', 'POLL_UNKNOWN')
}

const oneOf = <T extends string>(known: readonly T[], field: string, text: string): T => {
  const found = known.find((one) => one === text)
  if (found === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 40), reason: known.join(', ') } })
  return found
}

/** An option by its number as it is shown, from 1, or by its text. */
const optionOf = (options: Page['options'], text: string): number => {
  const byText = options.findIndex((one) => one.text.toLowerCase() === text.trim().toLowerCase())
  const at = byText >= 0 ? byText : /^[0-9]{1,2}$/.test(text) ? Number(text) - 1 : -1
  if (options[at] === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'option', given: text.slice(0, 80) } })
  return at
}

const pageText = (page: Page): string =>
  [
    lines([
      ['poll', page.poll],
      ['question', page.question],
      ['by', page.authorName ?? page.author],
      ['state', page.status],
      ['choice', page.choice === 'multiple' ? `up to ${page.most}` : page.choice],
      ['weight', page.weight],
      ['took part', `${page.took} of ${page.total}`],
      ...(page.anchor === null
        ? []
        : [['anchored by', page.anchor.decision] as [string, string], ['root', page.anchor.root] as [string, string]]),
    ]),
    page.about,
    table(
      ['', 'option', 'count', 'yours'],
      page.options.map(({ text, count, mine }, i) => [String(i + 1), text, count, mine ? 'yes' : '']),
    ),
    table(
      ['member', 'answer'],
      page.answers.map(({ account, name, choices, late }) => [
        name ?? account,
        choices === null ? '' : `${choices.map((at) => page.options[at]?.text ?? '').join(', ')}${late ? ' (too late)' : ''}`,
      ]),
    ),
    table(
      ['close', 'signed by', 'weight', 'answers', 'proven here', 'stands'],
      page.closes.map(({ close, signers, weight, answers, proven, stands }) => [
        close.slice(0, 16),
        signers.map(({ name, account }) => name ?? account).join(', '),
        `${weight} of ${page.signing.total}`,
        String(answers),
        String(proven),
        stands ? 'yes' : '',
      ]),
    ),
    ...page.equivocators.map(({ name, account }) => `${name ?? account} signed more than one close`),
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const closeOf = (text: string | undefined) => {
  if (text === undefined) return null
  const parsed = pollCloseId.safeParse(text)
  if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'join', given: text.slice(0, 80) } })
  return parsed.data
}

const openPoll = async (node: NodeClient, call: Call) => {
  const most = Number(call.option('most') ?? '1')
  if (!Number.isInteger(most)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'most' } })
  return node.polls.open({
    requestId: call.requestId,
    space: await findDao(node, call.argument(0)),
    question: call.argument(1),
    about: call.option('about') ?? '',
    options: [...call.all('option')],
    choice: oneOf(pollChoices, 'choice', call.option('choice') ?? 'single'),
    most,
    weight: oneOf(pollWeights, 'weight', call.option('weight') ?? 'member'),
  })
}

const addReading = (poll: Command): void => {
  nodeVerb(
    poll.command('list').description('the polls of a DAO').argument('<dao>', 'id, address or name'),
    async (node, call) => node.polls.list({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['poll', 'question', 'by', 'state', 'answered', 'took part', 'opened'],
        rows.map((row) => [
          row.poll.slice(0, 16),
          row.question,
          row.authorName ?? row.author,
          row.status,
          row.answered ? 'yes' : '',
          `${row.took} of ${row.total}`,
          when(row.openedAt),
        ]),
      ),
  )
  nodeVerb(
    poll
      .command('show')
      .description('one poll with its answers, closes and anchor')
      .argument('<dao>', 'id, address or name')
      .argument('<poll>', 'id or question'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      return node.polls.get({ space, poll: await findPoll(node, space, call.argument(1)) })
    },
    pageText,
  )
}

/** Devices sign what polls need, so no verb waits for the signer. */
export const addPoll = (program: Command): void => {
  const poll = program.command('poll').description('questions that move nothing')
  actingVerb(
    poll
      .command('open')
      .description('ask the present members')
      .argument('<dao>', 'id, address or name')
      .argument('<question>', 'one line')
      .requiredOption('--option <text...>', 'two to twenty')
      .option('--choice <kind>', 'single, multiple or approval', 'single')
      .option('--most <number>', 'how many one may choose, with --choice multiple')
      .option('--weight <kind>', 'member or power', 'member')
      .option('--about <text>', 'more than the question says', ''),
    openPoll,
    ({ poll: id, entry }) => `${id}\nsaved here: ${entry}`,
  )
  actingVerb(
    poll
      .command('answer')
      .description('answer, or answer anew; no option at all takes part and chooses nothing')
      .argument('<dao>', 'id, address or name')
      .argument('<poll>', 'id or question')
      .argument('[option...]', 'numbers from 1, or their texts'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const id = await findPoll(node, space, call.argument(1))
      const { options } = await node.polls.get({ space, poll: id })
      return node.polls.answer({
        requestId: call.requestId,
        space,
        poll: id,
        choices: call.rest(2).map((text) => optionOf(options, text)),
      })
    },
    ({ entry }) => `saved here: ${entry}`,
  )
  actingVerb(
    poll
      .command('close')
      .description('sign the close that most members signed, or one of the answers here; what leaves answers out is joined by its id alone')
      .argument('<dao>', 'id, address or name')
      .argument('<poll>', 'id or question')
      .option('--join <close>', 'the whole id of a close that others signed')
      .option('--anew', 'the answers here, whatever others signed'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const id = await findPoll(node, space, call.argument(1))
      return node.polls.close({
        requestId: call.requestId,
        space,
        poll: id,
        close: closeOf(call.option('join')),
        anew: call.flag('anew'),
      })
    },
    ({ close, entry }) => `signed ${close}\nsaved here: ${entry}`,
  )
  actingVerb(
    poll
      .command('anchor')
      .description('put to the vote that the results of sealed polls are fixed on the chain')
      .argument('<dao>', 'id, address or name')
      .argument('<poll...>', 'ids or questions')
      .option('--title <title>', 'of the proposal', 'Results of polls'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const polls = []
      for (const text of call.rest(1)) polls.push(await findPoll(node, space, text))
      return node.polls.anchor({ requestId: call.requestId, space, title: call.required('title'), polls })
    },
    ({ decision, entry }) => `${decision}\nsaved here: ${entry}`,
  )
  addReading(poll)
}
