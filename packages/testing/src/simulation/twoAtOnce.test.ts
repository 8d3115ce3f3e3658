import type { DecisionId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { readyDesk } from '../world/startMember.ts'
import { requestId } from './actions/requestId.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { apiOf, start } from './person.ts'
import type { Person, World } from './world.ts'
import { warmUp } from './warmUp.ts'

beforeAll(warmUp)

/** A person who answers when told, in any order: each request waits at the desk. */
const slowDesk = (person: Person) => {
  const ready = readyDesk(person.key)
  const waiting: (() => void)[] = []
  const sign: typeof ready.sign = async (account, request) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return ready.sign(account, request)
  }
  return { desk: { ...ready, sign }, waiting }
}

const submit = async (world: World, person: Person, title: string): Promise<DecisionId> => {
  const api = apiOf(person)
  const asked = { requestId: requestId(world), space: world.space, draft: null, title, content: 'text', calls: [] }
  return (await world.run('submit', api.proposals.submit(asked))).decision
}

test('G7 S5 two ballots that wait for one person at once do not contradict each other: the one asked for later stands, whichever is signed first', async () => {
  const world = createWorld(3)
  await found(world, 1)
  const [ada] = world.people as [Person]
  const decision = await submit(world, ada, 'Paint the fence')
  const { desk, waiting } = slowDesk(ada)
  ada.process?.kill()
  await world.pass(1_000)
  await start(world, ada, desk)
  const cast = (support: 'for' | 'against') =>
    apiOf(ada).ballots.cast({ requestId: requestId(world), space: world.space, choices: [{ decision, support }], reason: support })
  const asked = [cast('for'), cast('against')]
  await world.pass(100)
  expect(waiting).toHaveLength(2)
  for (const answer of waiting.toReversed()) {
    answer()
    await world.pass(1_000)
  }
  const [first, second] = await world.run('both casts', Promise.all(asked))
  expect(BigInt(second?.revision ?? 0)).toBeGreaterThan(BigInt(first?.revision ?? 0))
  const page = await apiOf(ada).proposals.get({ space: world.space, decision })
  expect(page.equivocations).toEqual([])
  expect(page.ballotRows.map(({ support }) => support)).toEqual(['against'])
}, 120_000)

test('S5 two proposals submitted at once take two slots: none silently takes the place of the other', async () => {
  const world = createWorld(4)
  await found(world, 1)
  const [ada] = world.people as [Person]
  const decisions = await Promise.all(['Fence', 'Gate'].map((title) => submit(world, ada, title)))
  expect(new Set(decisions).size).toBe(2)
  const api = apiOf(ada)
  const choices = decisions.map((decision) => ({ decision, support: 'for' as const }))
  await world.run('vote', api.ballots.cast({ requestId: requestId(world), space: world.space, choices, reason: '' }))
  await world.run('enact', api.proposals.enact({ requestId: requestId(world), space: world.space, decisions }))
  await world.until('both are final', async () => {
    const rows = await api.proposals.list({ space: world.space })
    return rows.length === 2 && rows.every(({ state }) => state === 'final')
  })
}, 120_000)
