import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import type { DecisionId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import type { Answer } from './actions/deciding.ts'
import { requestId } from './actions/requestId.ts'
import { daoOnChain } from './checks/chain.ts'
import { expectOnce } from './crashOnce.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { apiOf, start } from './person.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

const day = 24 * 3_600_000
/** The chain is one for all runs, and each decision is recorded, challenged and carried out once: one for each time that it is asked. */
const times = 8
const verbs = ['record', 'challenge', 'execute'] as const
type Verb = (typeof verbs)[number]

type Stage = {
  readonly world: World
  readonly ada: Person
  readonly disk: MemoryDisk
  readonly decisions: Readonly<Record<Verb, readonly DecisionId[]>>
}

/** Both sleep, since whole days of two nodes cost more than all else here. */
const sleep = async (world: World, people: readonly Person[], milliseconds: number): Promise<void> => {
  for (const { process } of people) process?.kill()
  await world.pass(milliseconds)
  for (const person of people) await start(world, person)
  world.stir()
  await world.pass(60_000)
}

const build = async (): Promise<Stage> => {
  const world = createWorld(8, { calm: true })
  await found(world, 2)
  const { space } = world
  const [ada, ben] = world.people as [Person, Person]
  const propose = async (what: string): Promise<readonly DecisionId[]> => {
    const decisions: DecisionId[] = []
    for (let n = 0; n < times; n++) {
      const asked = { requestId: requestId(world), space, draft: null, title: `${what} ${n}`, content: 'text', calls: [] }
      decisions.push((await world.run(what, apiOf(ada).proposals.submit(asked))).decision)
    }
    return decisions
  }
  const cast = (person: Person, decisions: readonly DecisionId[], support: Answer) =>
    world.run(
      'vote',
      apiOf(person).ballots.cast({
        requestId: requestId(world),
        space,
        choices: decisions.map((decision) => ({ decision, support })),
        reason: '',
      }),
    )
  const counted = (decision: DecisionId, ballots: number) =>
    world.until('ada has the ballots', async () => (await apiOf(ada).proposals.get({ space, decision })).ballotRows.length === ballots)
  /** Half of all power says Yes and the other half abstains: it passes and is not decisive. */
  const decideNarrowly = async (decisions: readonly DecisionId[]): Promise<void> => {
    await world.until('ben has them', async () => {
      const rows = await apiOf(ben).proposals.list({ space })
      return decisions.every((decision) => rows.some((row) => row.decision === decision))
    })
    await cast(ada, decisions, 'for')
    await cast(ben, decisions, 'abstain')
    await counted(decisions.at(-1) as DecisionId, 2)
  }
  const record = async (decisions: readonly DecisionId[]): Promise<void> => {
    for (const decision of decisions)
      await world.run('record', apiOf(ada).proposals.record({ requestId: requestId(world), space, decision }))
    await world.until('recorded', async () =>
      (await Promise.all(decisions.map((decision) => apiOf(ada).proposals.get({ space, decision })))).every(
        ({ record: { status } }) => status === 'challengeable',
      ),
    )
  }
  const [execute, challenge] = [await propose('Carry out'), await propose('Challenge')]
  await decideNarrowly([...execute, ...challenge])
  await sleep(world, [ada, ben], 3 * day)
  const late = await propose('Record')
  await decideNarrowly(late)
  await sleep(world, [ada, ben], 18.1 * day)
  await record(execute)
  await sleep(world, [ada, ben], 6 * day)
  await record(challenge)
  // Ben's node would bring his new ballots two seconds later. That of ada leaves them, since they turn nothing.
  await cast(ben, challenge, 'for')
  await world.pass(1_200)
  ben.process?.kill()
  await world.until('ada has what is missing', async () =>
    (await Promise.all(challenge.map((decision) => apiOf(ada).proposals.get({ space, decision })))).every(
      ({ record: { missing } }) => missing.length === 1,
    ),
  )
  await sleep(world, [ada], 1.1 * day)
  await world.until('one window is over', async () =>
    (await Promise.all(execute.map((decision) => apiOf(ada).proposals.get({ space, decision })))).every(
      ({ record: { status } }) => status === 'executable',
    ),
  )
  ada.process?.kill()
  return { world, ada, disk: copyDisk(ada.disk), decisions: { record: late, challenge, execute } }
}

let stage: Stage
beforeAll(async () => {
  await warmUp()
  stage = await build()
}, 120_000)

/** How often the chain heard of a decision in this way. */
const told: Readonly<Record<Verb, (world: World, decision: DecisionId) => number>> = {
  record: (world, decision) => factsOf(world, decision, 'recorded'),
  challenge: (world, decision) => factsOf(world, decision, 'recorded') - 1,
  execute: (world, decision) => factsOf(world, decision, 'enacted'),
}
const factsOf = (world: World, decision: DecisionId, kind: 'recorded' | 'enacted'): number =>
  daoOnChain(world).facts.filter((fact) => fact.kind === kind && fact.decision === decision).length

test.each(verbs)(
  'K1 A9 proposals.%s acts once, wherever a crash falls',
  async (verb) => {
    const { world, ada } = stage
    const waiting = [...stage.decisions[verb]]
    const taken = new Map<string, DecisionId>()
    const decisionFor = (id: string): DecisionId => {
      const decision = taken.get(id) ?? waiting.shift()
      if (decision === undefined) throw new RangeError('a decision for each request')
      taken.set(id, decision)
      return decision
    }
    const asked = await expectOnce(stage, verb, (api, id, { world: { space } }) =>
      api.proposals[verb]({ requestId: id, space, decision: decisionFor(id) }),
    )
    await world.pass(120_000)
    expect(taken.size).toBe(asked)
    expect([...taken.values()].map((decision) => told[verb](world, decision))).toEqual(Array.from({ length: asked }, () => 1))
    ada.process?.kill()
  },
  120_000,
)
