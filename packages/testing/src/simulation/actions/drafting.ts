import { appendParagraph, openAuthor } from '@daomesh/drafts'
import type { DraftId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import type { Acknowledged, Person, World } from '../world.ts'
import { perform } from '../perform.ts'
import { requestId } from './requestId.ts'

export const openDraft = (world: World, person: Person): Promise<void> => {
  const id = requestId(world)
  const title = `Draft ${world.next()}`
  return perform(world, person, `opens ${title}`, async (api) => {
    await api.drafts.open({ requestId: id, space: world.space, title })
    return []
  })
}

/** Writes one or two paragraphs into one draft, as an editor would: a session, then an update per edit. */
export const editDraft = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const text = `paragraph ${world.next()} by ${person.name}`
  const times = 1 + random.below(2)
  const drawn = random.below(1_000)
  return perform(world, person, `writes ${text}`, async (api): Promise<readonly Acknowledged[]> => {
    const { space } = world
    const drafts = await api.drafts.list({ space })
    const chosen = drafts[drawn % Math.max(1, Math.min(3, drafts.length))]
    if (chosen === undefined) return []
    const draft: DraftId = chosen.draft
    const session = await api.drafts.session({ space, draft })
    const updates: Uint8Array[] = []
    const author = openAuthor({
      clientId: session.clientId,
      snapshot: Buffer.from(session.snapshot, 'base64'),
      onUpdate: (update) => updates.push(update),
    })
    for (let i = 0; i < times; i++) appendParagraph(author.doc, `${text}.${i}`)
    author.close()
    const kept: Acknowledged[] = []
    for (const [i, update] of updates.entries()) {
      const { entries } = await api.drafts.edit({
        space,
        draft,
        session: session.session,
        at: session.at,
        update: Buffer.from(update).toString('base64'),
      })
      kept.push(...entries.map((id) => ({ type: 'entry', id, what: 'edit' }) as const), { type: 'paragraph', draft, text: `${text}.${i}` })
    }
    return kept
  })
}
