import { appendParagraph, openAuthor } from '@daomesh/drafts'
import type { DraftId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import type { Acknowledged, Person, World } from '../world.ts'
import { type Act, perform } from '../perform.ts'
import { requestId } from './requestId.ts'

export const openDraft = (world: World, person: Person): Promise<void> => {
  const id = requestId(world)
  const title = `Draft ${world.next()}`
  return perform(world, person, `opens ${title}`, async (api) => {
    await api.drafts.open({ requestId: id, space: world.space, title })
    return []
  })
}

type Api = Parameters<Act>[0]

/** Sessions that an editor opens for one text before it says that it cannot be written. */
const mostSessions = 3

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'DRAFT_UPDATE_REFUSED'

/** Writes paragraphs in one session, an update each; what was kept before a refusal stays in `kept`. */
const writeIn = async (world: World, api: Api, draft: DraftId, texts: readonly string[], kept: Acknowledged[]): Promise<void> => {
  const { space } = world
  const session = await api.drafts.session({ space, draft })
  const updates: Uint8Array[] = []
  const author = openAuthor({
    clientId: session.clientId,
    snapshot: Buffer.from(session.snapshot, 'base64'),
    onUpdate: (update) => updates.push(update),
  })
  for (const text of texts) appendParagraph(author.doc, text)
  author.close()
  for (const [i, bytes] of updates.entries()) {
    const update = Buffer.from(bytes).toString('base64')
    const { entries } = await api.drafts.edit({ space, draft, session: session.session, at: session.at, update })
    kept.push(...entries.map((id) => ({ type: 'entry', id, what: 'edit' }) as const), { type: 'paragraph', draft, text: texts[i] ?? '' })
  }
}

/** Writes one or two paragraphs into one draft, as an editor does: where an edit is refused it opens a new session and goes on there. */
export const editDraft = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const text = `paragraph ${world.next()} by ${person.name}`
  const texts = Array.from({ length: 1 + random.below(2) }, (_, i) => `${text}.${i}`)
  const drawn = random.below(1_000)
  return perform(world, person, `writes ${text}`, async (api): Promise<readonly Acknowledged[]> => {
    const drafts = await api.drafts.list({ space: world.space })
    const chosen = drafts[drawn % Math.max(1, Math.min(3, drafts.length))]
    if (chosen === undefined) return []
    const kept: Acknowledged[] = []
    for (let sessions = 1; ; sessions++) {
      const written = kept.filter(({ type }) => type === 'paragraph').length
      try {
        await writeIn(world, api, chosen.draft, texts.slice(written), kept)
        return kept
      } catch (error) {
        if (!isRefusal(error) || sessions === mostSessions) throw error
      }
    }
  })
}
