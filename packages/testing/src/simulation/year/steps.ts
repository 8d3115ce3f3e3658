import { count } from '../ledger.ts'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { postBounty, workOnBounty } from '../actions/bounties.ts'
import { comment, enact, proposePayment, vote, voteOnAll, withdraw } from '../actions/deciding.ts'
import { editDraft, openDraft, renameDraft } from '../actions/drafting.ts'
import { challenge, execute, record } from '../actions/recording.ts'
import { type MishapName, mishaps, suffer } from '../faults/mishap.ts'
import type { Person, World } from '../world.ts'
import { present } from '../person.ts'
import { type ChapterName, chapters } from './chapters.ts'

type Run = (world: World, person: Person, random: SeededRandom) => Promise<void>

/** What people do beside each other. */
const actions = {
  vote,
  voteOnAll,
  comment,
  enact,
  propose: (world, person, random) => proposePayment(world, person, random),
  withdraw,
  editDraft,
  renameDraft,
  openDraft: (world, person) => openDraft(world, person),
  record,
  challenge,
  execute,
  postBounty,
  workOnBounty,
} as const satisfies Readonly<Record<string, Run>>

/** Splits those who are there in two, until the session ends. */
const partition: Run = (world, _, random) => {
  const people = random.shuffle(present(world)).map(({ device }) => device)
  if (people.length < 2) return Promise.resolve()
  const at = 1 + random.below(people.length - 1)
  world.trace.note(`a partition of ${at} and ${people.length - at}`)
  world.hub.partition([people.slice(0, at), people.slice(at)])
  count(world.faults, 'partition')
  return Promise.resolve()
}

export type StepName = keyof typeof actions | MishapName | ChapterName | 'partition'

export const stepNames: readonly StepName[] = [
  ...(Object.keys(actions) as (keyof typeof actions)[]),
  ...(Object.keys(mishaps) as MishapName[]),
  ...(Object.keys(chapters) as ChapterName[]),
  'partition',
]

const isAction = (what: StepName): what is keyof typeof actions => Object.hasOwn(actions, what)
const isMishap = (what: StepName): what is MishapName => Object.hasOwn(mishaps, what)
export const isChapter = (what: StepName): what is ChapterName => Object.hasOwn(chapters, what)

/** One step of somebody who is there. */
export const runStep = async (world: World, person: Person, what: StepName, random: SeededRandom): Promise<void> => {
  if (isAction(what)) return actions[what](world, person, random)
  if (isMishap(what)) return suffer(world, person, what, random)
  if (isChapter(what)) return chapters[what](world, person, random)
  return partition(world, person, random)
}
