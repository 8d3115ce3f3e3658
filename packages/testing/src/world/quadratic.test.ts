import type { DecisionId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
type Name = (typeof names)[number]
type Choice = { readonly decision: DecisionId; readonly support: 'for' | 'against' | 'abstain'; readonly votes?: number }

beforeAll(warmUp)

/** Three members with 25 credits each, and so many open proposals of one period. */
const founded = async (count: number) => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names, { mode: 2, credits: 25, votingPeriod: 3_600, challengeWindow: 240 })
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  const deployed = async (name: Name) => (await world.api(name).daos.get({ space })).deployed === 'final'
  await world.until('deployed', async () => (await Promise.all(names.map(deployed))).every(Boolean))
  const decisions: DecisionId[] = []
  for (let i = 0; i < count; i++) {
    const asked = { requestId: world.requestId(), space, draft: null, title: `Idea ${i}`, content: 'text', calls: [] }
    decisions.push((await world.pass(world.api('ada').proposals.submit(asked))).decision)
  }
  const all = async (name: Name) => (await world.api(name).proposals.list({ space })).length === count
  await world.until('everybody has them', async () => (await Promise.all(names.map(all))).every(Boolean))
  const page = (name: Name, decision: DecisionId) => world.pass(world.api(name).proposals.get({ space, decision }))
  return {
    world,
    space,
    decisions,
    page,
    cast: (name: Name, ...choices: Choice[]) =>
      world.pass(world.api(name).ballots.cast({ requestId: world.requestId(), space, choices, reason: '' })),
    tally: async (name: Name, decision: DecisionId) => (await page(name, decision)).tally,
  }
}

test('M65 G11 one set of credits for all answers of a period: what was answered before is carried on, what is over is refused, less frees some', async () => {
  const { world, decisions, cast, page, tally } = await founded(3)
  const [a, b, c] = decisions as [DecisionId, DecisionId, DecisionId]
  expect((await page('ada', a)).credits).toEqual({ total: 25, left: 25, most: 5, mine: 0 })
  await cast('ada', { decision: a, support: 'for', votes: 4 })
  expect((await page('ada', a)).credits).toEqual({ total: 25, left: 25, most: 5, mine: 4 })
  expect((await page('ada', b)).credits).toEqual({ total: 25, left: 9, most: 3, mine: 0 })
  await expect(cast('ada', { decision: b, support: 'against', votes: 4 })).rejects.toMatchObject({
    code: 'BALLOT_CREDITS',
    data: { meta: { over: '7' } },
  })
  await cast('ada', { decision: b, support: 'against', votes: 3 })
  // The newest sheet says all of it, so that it is worth what it costs.
  await world.until('both count', async () => (await tally('ben', b)).against === '3' && (await tally('ben', a)).for === '4')
  expect((await page('ben', a)).ballotRows).toMatchObject([{ votes: '4' }])
  await expect(cast('ada', { decision: c, support: 'for', votes: 1 })).rejects.toMatchObject({ code: 'BALLOT_CREDITS' })
  await cast('ada', { decision: a, support: 'for', votes: 1 }, { decision: c, support: 'for', votes: 3 })
  await world.until('moved', async () => (await tally('cleo', a)).for === '1' && (await tally('cleo', c)).for === '3')
  await world.close()
})

test('M65 M191 R8 what nobody can oppose any more is recorded and carried out by one transaction, before the close', async () => {
  const { world, space, decisions, cast, page } = await founded(1)
  const [decision] = decisions as [DecisionId]
  await cast('ada', { decision, support: 'for', votes: 5 })
  await cast('ben', { decision, support: 'for', votes: 5 })
  await world.until('two ballots', async () => (await page('cleo', decision)).ballotRows.length === 2)
  const before = await page('cleo', decision)
  expect(before).toMatchObject({
    state: 'passing',
    tally: { enactable: false, decisive: true },
    record: { recordable: true, atOnce: true },
  })
  expect(before.tally.explanation.map(({ key }) => key)).toContain('tally.mode.quadratic')
  expect(before.tally.weights.map(({ because }) => because.key)).toEqual(expect.arrayContaining(['weight.spent', 'weight.couldCast']))
  await expect(
    world.pass(world.api('cleo').proposals.enact({ requestId: world.requestId(), space, decisions: [decision] })),
  ).rejects.toMatchObject({ code: 'ENACT_NOT_DECISIVE' })
  await world.pass(world.api('cleo').proposals.record({ requestId: world.requestId(), space, decision }))
  await world.until('final', async () => (await page('ada', decision)).state === 'final')
  expect((await world.api('cleo').chain.transactions()).map(({ purpose }) => purpose.key)).toEqual(['transaction.recordAtOnce'])
  await world.close()
})

test('M66 G3 rules are changed by a decision, shown before and after, and what was under way by the old ones ends', async () => {
  const { world, space, decisions, cast, page } = await founded(1)
  const [old] = decisions as [DecisionId]
  const { rules } = await world.api('ben').daos.get({ space })
  const propose = (next: typeof rules) =>
    world.pass(world.api('ben').proposals.changeRules({ requestId: world.requestId(), space, rules: next, reason: 'Simpler.' }))
  await expect(propose(rules)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(propose({ ...rules, credits: 70_000 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  const { decision } = await propose({ ...rules, mode: 0, quorumBps: 6_000 })
  const asked = await page('ben', decision)
  expect(asked.asks.key).toBe('asks.rules')
  expect(asked.calls).toMatchObject([
    {
      summary: { key: 'call.rules' },
      changes: [{ key: 'rules.change.mode.member' }, { key: 'rules.change.quorum', params: { fromBps: 5_000, toBps: 6_000 } }],
    },
  ])
  await world.until('everybody has it', async () => (await world.api('ada').proposals.list({ space })).length === 2)
  await cast('ada', { decision, support: 'for', votes: 5 })
  await cast('ben', { decision, support: 'for', votes: 5 })
  await world.until('two ballots', async () => (await page('ben', decision)).record.atOnce)
  await world.pass(world.api('ben').proposals.record({ requestId: world.requestId(), space, decision }))
  await world.until('new rules', async () => (await world.api('cleo').daos.get({ space })).rules.quorumBps === 6_000)
  expect(await page('cleo', old)).toMatchObject({ state: 'superseded', credits: { total: 25 } })
  // What it changed is still told as it was asked.
  expect((await page('cleo', decision)).calls[0]?.changes).toHaveLength(2)
  await world.close()
})
