import type { DraftId } from '@daomesh/protocol'
import { isMisled } from '../faults/mislead.ts'
import { count } from '../ledger.ts'
import { perform } from '../perform.ts'
import { agreeing, apiOf } from '../person.ts'
import type { Person, World } from '../world.ts'
import { requestId } from './requestId.ts'

const isOwed =
  (draft: DraftId, markdown: string) =>
  (person: Person): boolean =>
    person.acknowledged.some(
      (one, i) => one.type === 'paragraph' && one.draft === draft && !isMisled(person, i) && !markdown.includes(one.text),
    )

/** By the names under which the history gives it back: what Byzantine members deleted of a draft, and what went with a node that they deleted. */
const deletedByLiars = async (world: World, reader: Person, draft: DraftId): Promise<string[]> => {
  const { drafts } = apiOf(reader)
  const liars = new Set<string>(world.people.filter(({ byzantine }) => byzantine).map(({ device }) => device))
  const { sessions } = await drafts.history({ space: world.space, draft })
  const passages: string[] = []
  for (const { version, device } of sessions) {
    if (!liars.has(device)) continue
    const { lines } = await drafts.blame({ space: world.space, draft, version })
    passages.push(...lines.flatMap(({ runs }) => runs.flatMap((run) => run.passages)))
  }
  return passages
}

/**
 * Every member may delete what it has seen (drafts Y11), a Byzantine one too; the history names it. So people do what the app offers them for that: where
 * text of somebody here is missing in one of the newest drafts, an honest member brings back what Byzantine ones deleted there, and nothing else.
 * @returns whether anything was to be brought back.
 */
export const bringBack = async (world: World, newest: number): Promise<boolean> => {
  const people = (await agreeing(world)).filter(({ byzantine }) => !byzantine)
  const [helper] = people
  if (helper === undefined || world.people.every(({ byzantine }) => !byzantine)) return false
  const rows = (await apiOf(helper).drafts.list({ space: world.space })).slice(0, newest)
  let asked = false
  for (const { draft } of rows) {
    const { markdown } = await apiOf(helper).drafts.preview({ space: world.space, draft })
    if (!people.some(isOwed(draft, markdown))) continue
    const passages = await deletedByLiars(world, helper, draft)
    if (passages.length === 0) continue
    asked = true
    count(world.faults, 'deleted text brought back')
    const id = requestId(world)
    const restoring = perform(world, helper, 'brings back what was deleted', async (api) => {
      const { entries } = await api.drafts.restore({ requestId: id, space: world.space, draft, what: { passages } })
      return entries.map((entry) => ({ type: 'entry', id: entry, what: 'restored text' }))
    })
    await world.run('bring back', restoring)
  }
  return asked
}
