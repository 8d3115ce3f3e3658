import { beforeAll, expect, test } from 'vitest'
import { comment, proposePayment, vote } from './actions/deciding.ts'
import { checkAgreement } from './checks/agreement.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { apiOf, start } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person } from './world.ts'

beforeAll(warmUp)

/** From now on the process dies right after a ballot or a comment is kept, before its answer. */
const dieBeforeAnswer = (person: Person): void => {
  const { process } = person
  if (process === null) throw new RangeError('not running')
  const { api } = process.member
  const swallow =
    <Input, Answer>(call: (input: Input) => Promise<Answer>) =>
    async (input: Input): Promise<Answer> => {
      const answer = await call(input)
      process.kill()
      return answer
    }
  const { proposals, drafts } = api
  const ballots = { cast: swallow(api.ballots.cast) }
  const comments = { post: swallow(api.comments.post) }
  // Of the API no more than these actions use.
  const partly = { proposals, drafts, ballots, comments } as unknown as typeof api
  person.process = { ...process, member: { ...process.member, api: partly } }
}

test('who asks again after a crash asks for the same, whatever else is open by then', async () => {
  const world = createWorld(41)
  await found(world, 3)
  const [ada, ben] = world.people as [Person, Person, Person]
  const random = world.random.fork('asks again')
  for (let i = 0; i < 3; i++) await world.run('propose', proposePayment(world, ben, random))
  await quiesce(world)
  const decisions = new Set<string>()
  for (const act of [vote, vote, comment]) {
    dieBeforeAnswer(ada)
    await world.run('asks', act(world, ada, random))
    expect(ada.unanswered).toHaveLength(1)
    await start(world, ada)
    // The newest stands first, so that a place in the list is another proposal's now.
    await world.run('propose', proposePayment(world, ben, random))
    await quiesce(world)
    await heal(world)
    expect([ada.unanswered, world.broken]).toEqual([[], []])
  }
  for (const { decision, mine } of await apiOf(ada).proposals.list({ space: world.space })) if (mine !== null) decisions.add(decision)
  expect(decisions.size).toBe(2)
  await quiesce(world)
  await checkAgreement(world)
}, 120_000)
