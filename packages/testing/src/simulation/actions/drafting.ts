import { appendParagraph, type Author, carryOver, openAuthor } from '@daomesh/drafts'
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

/** Another title for one of the newest drafts: where several do so at once, the same one must stand everywhere. */
export const renameDraft = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const id = requestId(world)
  const title = `Title ${world.next()} by ${person.name}`
  const drawn = random.below(2)
  let draft: DraftId | null = null
  return perform(world, person, `renames a draft`, async (api) => {
    if (draft === null) {
      const drafts = await api.drafts.list({ space: world.space })
      draft = (drafts[drawn % Math.max(1, drafts.length)]?.draft as DraftId | undefined) ?? null
      if (draft === null) return []
    }
    await api.drafts.rename({ requestId: id, space: world.space, draft, title })
    return []
  })
}

type Api = Parameters<Act>[0]
type Unsent = { readonly requestId: string; readonly update: Uint8Array; readonly text: string }

/** One editing session as an editor holds it, over crashes of the node too. */
export type Pen = {
  readonly session: string
  readonly clientId: number
  readonly at: number
  readonly author: Author
  readonly unsent: Unsent[]
}

/** Sessions that an editor opens for one text before it says that it cannot be written. */
const mostSessions = 3

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'DRAFT_UPDATE_REFUSED'

export const openPen = async (world: World, api: Api, draft: DraftId, names: () => string): Promise<Pen> => {
  const { session, clientId, snapshot, at } = await api.drafts.session({ space: world.space, draft })
  const unsent: Unsent[] = []
  const author = openAuthor({
    clientId,
    snapshot: Buffer.from(snapshot, 'base64'),
    onUpdate: (update) => unsent.push({ requestId: requestId(world), update, text: names() }),
  })
  return { session, clientId, at, author, unsent }
}

/** Sends what the session wrote, in order; what the node answered leaves the list. */
export const send = async (
  world: World,
  api: Api,
  draft: DraftId,
  { session, at }: Pen,
  unsent: Unsent[],
  kept: Acknowledged[],
): Promise<void> => {
  for (let [edit] = unsent; edit !== undefined; [edit] = unsent) {
    const update = Buffer.from(edit.update).toString('base64')
    const { entries } = await api.drafts.edit({ requestId: edit.requestId, space: world.space, draft, session, at, update })
    kept.push(...entries.map((id) => ({ type: 'entry', id, what: 'edit' }) as const))
    for (const text of edit.text.split('\n')) kept.push({ type: 'paragraph', draft, text })
    unsent.shift()
  }
}

/**
 * Writes one or two paragraphs into one draft, as an editor does: what was sent without an answer is sent again under its id, and where an edit is
 * refused a new session is opened and what is missing written again there.
 */
export const editDraft = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const text = `paragraph ${world.next()} by ${person.name}`
  const texts = Array.from({ length: 1 + random.below(2) }, (_, i) => `${text}.${i}`)
  const drawn = random.below(1_000)
  let draft: DraftId | null = null
  let pen: Pen | null = null

  const renew = async (api: Api, draft: DraftId, from: Pen, unsent: readonly Unsent[]): Promise<Pen> => {
    const lost = unsent.map((edit) => edit.text).join('\n')
    const next = await openPen(world, api, draft, () => lost)
    carryOver({ from: from.author.doc, client: from.clientId, unsent: unsent.map(({ update }) => update), to: next.author.doc })
    return next
  }

  return perform(world, person, `writes ${text}`, async (api): Promise<readonly Acknowledged[]> => {
    if (draft === null) {
      const drafts = await api.drafts.list({ space: world.space })
      draft = (drafts[drawn % Math.max(1, Math.min(3, drafts.length))]?.draft as DraftId | undefined) ?? null
      if (draft === null) return []
    }
    if (pen === null) {
      const names = [...texts]
      pen = await openPen(world, api, draft, () => names.shift() ?? '')
      for (const one of texts) appendParagraph(pen.author.doc, one)
    }
    const kept: Acknowledged[] = []
    for (let sessions = 1; ; sessions++) {
      // A copy: after a crash all of it is sent again, also what was answered to nobody.
      const unsent = [...pen.unsent]
      try {
        await send(world, api, draft, pen, unsent, kept)
        return kept
      } catch (error) {
        if (!isRefusal(error) || sessions === mostSessions) throw error
        pen = await renew(api, draft, pen, unsent)
      }
    }
  })
}
