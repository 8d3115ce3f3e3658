import { appendParagraph, openAuthor } from '@daomesh/drafts'
import type { DraftId, SpaceId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'

const write = async ({ api }: SceneMember, space: SpaceId, draft: DraftId, paragraphs: readonly string[]): Promise<void> => {
  const { session, clientId, snapshot, at } = await api.drafts.session({ space, draft })
  const updates: Uint8Array[] = []
  const author = openAuthor({
    clientId,
    snapshot: Uint8Array.from(Buffer.from(snapshot, 'base64')),
    onUpdate: (update) => updates.push(update),
  })
  for (const text of paragraphs) appendParagraph(author.doc, text)
  for (const bytes of updates) {
    const update = Buffer.from(bytes).toString('base64')
    await api.drafts.edit({ requestId: requestId(), space, draft, session, at, update })
  }
  author.close()
}

/** Two members write into one draft at the same time; everybody ends with the same text. */
export const coedit = async ({ members }: Stage, { say }: Narrator, space: SpaceId): Promise<DraftId> => {
  const [ada, ben] = members
  if (ada === undefined || ben === undefined) throw new Error('no members')
  const { draft } = await ada.api.drafts.open({ requestId: requestId(), space, title: 'Pay Eve for the garden map' })
  await until('the draft at Ben’s', async () => (await ben.api.drafts.list({ space })).length > 0)
  await Promise.all([
    write(ada, space, draft, ['Eve drew the map of the garden.', 'It is in the shared folder.']),
    write(ben, space, draft, ['We agreed on 1 ETH.']),
  ])
  const text = await until('one text everywhere', async () => {
    const texts = await Promise.all(members.map(async ({ api }) => (await api.drafts.preview({ space, draft })).markdown))
    return texts.every((one) => one === texts[0] && one.includes('garden') && one.includes('1 ETH')) ? texts[0] : null
  })
  say(`one text on four nodes, ${text.split('\n').filter(Boolean).length} paragraphs by two authors`)
  return draft
}
