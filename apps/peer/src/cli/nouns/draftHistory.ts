import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type DraftId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { choose, findDao, findDraft } from '../choose.ts'
import { short, table, when } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'

type History = Awaited<ReturnType<NodeClient['drafts']['history']>>
type Blame = Awaited<ReturnType<NodeClient['drafts']['blame']>>
type Place = { readonly space: SpaceId; readonly draft: DraftId }

const placeOf = async (node: NodeClient, call: Call): Promise<Place> => {
  const space = await findDao(node, call.argument(0))
  return { space, draft: await findDraft(node, space, call.argument(1)) }
}

/** A version by its id or the beginning of it. @throws DaomeshError `INPUT_INVALID`. */
const findVersion = async (node: NodeClient, place: Place, text: string): Promise<EntryId> => {
  const { sessions } = await node.drafts.history(place)
  const found = choose(
    sessions.map(({ version }) => ({ id: version, names: [] })),
    text,
    'version',
  )
  if (found !== null) return found
  if (/^[0-9a-f]{64}$/.test(text)) return text as EntryId
  throw new DaomeshError('INPUT_INVALID', { meta: { field: 'version', given: text.slice(0, 80), reason: 'no such version' } })
}

const historyText = ({ sessions, opaque }: History): string => {
  const rows = sessions.map(({ version, name, account, to, added, removed }) => [
    version.slice(0, 10),
    when(to),
    name ?? short(account),
    `+${added.letters}`,
    `-${removed.letters}`,
    [added.text, ...(removed.text === '' ? [] : [`(deleted: ${removed.text})`])].join(' ').trim(),
  ])
  const missing = opaque === 0 ? '' : `\n\n${opaque} records of a newer version are not listed: update the app`
  return table(['version', 'when', 'who', 'added', 'deleted', 'what'], rows) + missing
}

const blameText = ({ lines }: Blame): string =>
  table(
    ['who', 'when', 'text'],
    lines.flatMap(({ runs }) =>
      runs.map(({ text, wrote, moved, change, passages }) => {
        const person = ({ name, account }: typeof wrote) => name ?? short(account)
        const who = moved === null ? person(wrote) : `${person(wrote)}, moved by ${person(moved)}`
        const mark = change === 'added' ? '+ ' : change === 'removed' ? `- [${passages.join(',')}] ` : '  '
        return [who, when(wrote.at), mark + text.replaceAll('\n', ' ')]
      }),
    ),
  )

/** What a draft was, who made it so, and how to make it so again. */
export const addDraftHistory = (draft: Command): void => {
  const named = (name: string, description: string): Command =>
    draft.command(name).description(description).argument('<dao>', 'id, address or name').argument('<draft>', 'id or title')

  nodeVerb(
    named('history', 'who changed what and when, by editing session, the newest first'),
    async (node, call) => node.drafts.history(await placeOf(node, call)),
    historyText,
  )
  nodeVerb(
    named('blame', 'who wrote each part of the text').option(
      '--at <version>',
      'as it was then, with what that session added (+) and deleted (-)',
    ),
    async (node, call) => {
      const place = await placeOf(node, call)
      const version = call.option('at')
      return node.drafts.blame({ ...place, version: version === undefined ? null : await findVersion(node, place, version) })
    },
    blameText,
  )
  signingVerb(
    named('restore', 'make the text what it was, or bring deleted passages back, as a new edit')
      .option('--at <version>', 'from the history')
      .option('--passage <name>', 'from the blame of a version; several with commas between'),
    async (node, call) => {
      const place = await placeOf(node, call)
      const [version, passage] = [call.option('at'), call.option('passage')]
      if ((version === undefined) === (passage === undefined))
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'version', reason: 'give either --at or --passage' } })
      const what = version === undefined ? { passages: (passage ?? '').split(',') } : { version: await findVersion(node, place, version) }
      return node.drafts.restore({ ...place, requestId: call.requestId, what })
    },
    ({ entries }) => (entries.length === 0 ? 'it is so already: nothing was written' : `saved here: ${entries.join(', ')}`),
  )
}
