import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type DraftId, type SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, findDraft } from '../choose.ts'
import { table, when } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'
import { addDraftHistory } from './draftHistory.ts'

type Draft = Awaited<ReturnType<NodeClient['drafts']['get']>>
type Place = { readonly space: SpaceId; readonly draft: DraftId }

const draftText = ({ draft, title, authorName, author, openedAt }: Draft): string =>
  `${draft}  ${title}  by ${authorName ?? author}, ${when(openedAt)}`

const placeOf = async (node: NodeClient, call: Call): Promise<Place> => {
  const space = await findDao(node, call.argument(0))
  return { space, draft: await findDraft(node, space, call.argument(1)) }
}

/** `## Title` is a heading, everything else a paragraph; an empty line begins the next one. */
const append = async (node: NodeClient, requestId: string, place: Place, text: string) => {
  // Loaded here: no other verb edits.
  const { appendHeading, appendParagraph, openAuthor } = await import('@daomesh/drafts')
  const { session, clientId, snapshot, at } = await node.drafts.session(place)
  const updates: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot: Buffer.from(snapshot, 'base64'), onUpdate: (update) => void updates.push(update) })
  try {
    // One transaction is one update and so one entry: all of the text or none.
    author.doc.transact(() => {
      for (const block of text.split(/\n{2,}/).map((part) => part.trim())) {
        const [, marks = '', title = ''] = /^(#{1,3}) (.+)$/.exec(block) ?? []
        if (marks !== '') appendHeading(author.doc, marks.length as 1 | 2 | 3, title)
        else if (block !== '') appendParagraph(author.doc, block)
      }
    })
  } finally {
    author.close()
  }
  const [update] = updates
  if (update === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'text', reason: 'empty' } })
  const { entries } = await node.drafts.edit({ ...place, requestId, session, at, update: Buffer.from(update).toString('base64') })
  return { ...place, entries }
}

export const addDraft = (program: Command): void => {
  const draft = program.command('draft').description('texts written together')
  const named = (name: string, description: string): Command =>
    draft.command(name).description(description).argument('<dao>', 'id, address or name').argument('<draft>', 'id or title')

  signingVerb(
    draft.command('open').description('begin a draft').argument('<dao>', 'id, address or name').argument('<title>'),
    async (node, call) =>
      node.drafts.open({ requestId: call.requestId, space: await findDao(node, call.argument(0)), title: call.argument(1) }),
    draftText,
  )
  nodeVerb(
    draft.command('list').description('the drafts of a DAO').argument('<dao>', 'id, address or name'),
    async (node, call) => node.drafts.list({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['draft', 'title', 'by', 'opened', 'proposals'],
        rows.map((row) => [row.draft, row.title, row.authorName ?? row.author, when(row.openedAt), String(row.proposals.length)]),
      ),
  )
  nodeVerb(
    named('show', 'the text as a submission would freeze it'),
    async (node, call) => {
      const place = await placeOf(node, call)
      return { ...(await node.drafts.get(place)), ...(await node.drafts.preview(place)) }
    },
    ({ title, markdown, opaque }) =>
      `${title}\n\n${markdown}${opaque === 0 ? '' : `\n(${opaque} records of a newer version are not shown: update the app)\n`}`,
  )
  signingVerb(
    named('append', 'write at the end').argument('<text...>', 'empty lines separate paragraphs, “# ” begins a heading'),
    async (node, call) => append(node, call.requestId, await placeOf(node, call), call.rest(2).join(' ')),
    ({ entries }) => `saved here: ${entries.join(', ')}`,
  )
  signingVerb(
    named('rename', 'change the title').argument('<title>'),
    async (node, call) => node.drafts.rename({ requestId: call.requestId, ...(await placeOf(node, call)), title: call.argument(2) }),
    draftText,
  )
  signingVerb(
    named('discard', 'put a draft away'),
    async (node, call) => node.drafts.discard({ requestId: call.requestId, ...(await placeOf(node, call)) }),
    ({ draft }) => `discarded: ${draft}`,
  )
  addDraftHistory(draft)
}
