import type { DecisionId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { perform } from '../perform.ts'
import type { Person, World } from '../world.ts'
import { requestId } from './requestId.ts'

type Verb = 'record' | 'challenge' | 'execute'
type Api = Parameters<Parameters<typeof perform>[3]>[0]
type Page = Awaited<ReturnType<Api['proposals']['get']>>

/** As what a member's node lists what the verb is for, and whether its page says that it can be done. */
const fits: Readonly<Record<Verb, { readonly state: Page['state']; readonly now: (page: Page) => boolean }>> = {
  record: { state: 'passing', now: ({ record }) => record.recordable },
  challenge: { state: 'recorded', now: ({ record }) => record.missing.length > 0 },
  execute: { state: 'executable', now: ({ record }) => record.status === 'executable' },
}

/** What this member can do this to now. */
export const candidates = async (world: World, api: Api, verb: Verb): Promise<readonly Page[]> => {
  const rows = (await api.proposals.list({ space: world.space })).filter(({ state }) => state === fits[verb].state)
  const pages = await Promise.all(rows.map(({ decision }) => api.proposals.get({ space: world.space, decision })))
  return pages.filter(fits[verb].now)
}

const step =
  (verb: Verb) =>
  (world: World, person: Person, random: SeededRandom, on?: DecisionId): Promise<void> => {
    const id = requestId(world)
    const drawn = random.below(1_000)
    let decision = on ?? null
    return perform(world, person, `${verb} a decision`, async (api) => {
      if (decision === null) {
        const pages = await candidates(world, api, verb)
        decision = pages[drawn % Math.max(1, pages.length)]?.decision ?? null
      }
      if (decision === null) return []
      const row = await api.proposals[verb]({ requestId: id, space: world.space, decision })
      return [{ type: 'transaction', id: row.id }]
    })
  }

/** Brings all ballots that this member's node knows of something that passes and is not decisive to the chain. */
export const record = step('record')
/** Brings what an open record lacks. */
export const challenge = step('challenge')
/** Carries out what was recorded, once its window is over. */
export const execute = step('execute')
