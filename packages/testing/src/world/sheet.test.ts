import { address, type DecisionId, type SpaceId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
const paid = address.parse(`0x${'e1'.repeat(20)}`)

beforeAll(warmUp)

type Submit = Parameters<ReturnType<TimedWorld['api']>['proposals']['submit']>[0]

const opened = async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
  await world.pass(world.api('ada').daos.deposit({ requestId: world.requestId(), space, wei: '100' }))
  return { world, space, ...verbs(world, space) }
}

const verbs = (world: TimedWorld, space: SpaceId) => {
  const { api, pass, until, requestId } = world
  const submit = async (title: string, wei: string, more: Partial<Submit> = {}): Promise<DecisionId> => {
    const calls = wei === '0' ? [] : [{ target: paid, value: wei, data: '0x' }]
    const asked = { requestId: requestId(), space, draft: null, title, content: 'Because.', calls, ...more }
    const { decision } = await pass(api('ada').proposals.submit(asked))
    for (const name of names)
      await until('it arrives', async () => (await api(name).proposals.list({ space })).some((row) => row.decision === decision))
    return decision
  }
  const sheet = (name: string, choices: readonly (readonly [DecisionId, 'for' | 'against' | 'abstain', string?])[]) =>
    pass(
      api(name).ballots.sheet({
        requestId: requestId(),
        space,
        choices: choices.map(([decision, support, reason = '']) => ({ decision, support, reason })),
      }),
    )
  const page = (decision: DecisionId, name = 'cleo') => api(name).proposals.get({ space, decision })
  const counted = (decision: DecisionId, count: number) => until('ballots', async () => (await page(decision)).ballotRows.length === count)
  const enact = (name: string, decisions: readonly DecisionId[]) =>
    pass(api(name).proposals.enact({ requestId: requestId(), space, decisions: [...decisions] }))
  const final = (decisions: readonly DecisionId[]) =>
    until('final', async () => (await Promise.all(decisions.map((one) => page(one)))).every(({ state }) => state === 'final'))
  return { submit, sheet, page, counted, enact, final }
}

test('M80 one signature answers a week, any part of it is enacted later, and a call that fails blocks no other', async () => {
  const { world, space, submit, sheet, page, counted, enact, final } = await opened()
  const all = [
    await submit('One', '1'),
    await submit('Two', '2'),
    await submit('Three', '3'),
    await submit('Too much', '900'),
    await submit('Five', '5'),
  ]
  const [one, two, three, fails, five] = all as [DecisionId, DecisionId, DecisionId, DecisionId, DecisionId]
  for (const name of ['ada', 'ben'])
    expect(
      await sheet(
        name,
        all.map((decision) => [decision, 'for', `for ${decision.slice(2, 6)}`]),
      ),
    ).toMatchObject({ carried: [], leftOut: [] })
  await sheet('cleo', [[two, 'against', 'Too early.']])
  for (const decision of all) await counted(decision, decision === two ? 3 : 2)
  const { ballotRows } = await page(two)
  expect(ballotRows.map(({ support, reason }) => [support, reason]).toSorted()).toEqual([
    ['against', 'Too early.'],
    ['for', `for ${two.slice(2, 6)}`],
    ['for', `for ${two.slice(2, 6)}`],
  ])
  await enact('cleo', [one, three])
  await final([one, three])
  await enact('ben', [two, fails, five])
  await final([two, five])
  await world.until('the failure is told', async () => (await page(fails, 'ben')).anchor.state === 'failed')
  const failed = await page(fails, 'ben')
  expect([failed.state, failed.anchor.error?.code, failed.tally.enactable]).toEqual(['decisive', 'TRANSACTION_REVERTED', true])
  await world.until('paid', async () => (await world.api('ada').daos.get({ space })).treasury === '89')
  await world.close()
})

test('M80 a newer sheet says earlier answers again with their reasons, and a slot is answered For once, across sheets too', async () => {
  const { world, space, submit, sheet, page, counted } = await opened()
  const [one, two] = [await submit('One', '1'), await submit('Two', '2')]
  await sheet('ben', [[one, 'for', 'It is time.']])
  expect(await sheet('ben', [[two, 'abstain']])).toMatchObject({ revision: '2', carried: [one] })
  await counted(two, 1)
  const row = (await page(one)).ballotRows[0]
  expect([row?.support, row?.revision, row?.reason]).toEqual(['for', '2', 'It is time.'])
  await expect(
    world.pass(world.api('ben').ballots.sheet({ requestId: world.requestId(), space, choices: [] as never })),
  ).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await world.close()
})

test('M81 what comes before is carried out before, in one transaction, and what is missing is said before anything is sent', async () => {
  const { world, submit, sheet, page, counted, enact, final } = await opened()
  const { account: ben } = world.player('ben').member
  const first = await submit('First', '1')
  const second = await submit('Second', '2', { after: first })
  const third = await submit('Third', '3', { after: second, executor: ben })
  await expect(submit('Lost', '1', { after: `0x${'77'.repeat(32)}` as DecisionId })).rejects.toMatchObject({ code: 'PROPOSAL_UNKNOWN' })
  for (const name of ['ada', 'ben'])
    await sheet(
      name,
      [third, second, first].map((decision) => [decision, 'for']),
    )
  for (const decision of [first, second, third]) await counted(decision, 2)
  expect(await page(third)).toMatchObject({
    after: { decision: second, title: 'Second', enacted: false },
    executor: { account: ben, name: 'ben', self: false },
    waits: [
      { kind: 'after', decision: first, title: 'First', known: 'open' },
      { kind: 'after', decision: second, title: 'Second', known: 'open' },
      { kind: 'executor', account: ben, name: 'ben' },
    ],
    together: [],
  })
  expect((await page(third, 'ben')).together).toEqual([first, second, third])
  await expect(enact('cleo', [second])).rejects.toMatchObject({
    code: 'ENACT_WAITS',
    data: { meta: { decision: second, waits: 'after', for: first } },
  })
  await expect(enact('cleo', [third, second, first])).rejects.toMatchObject({
    code: 'ENACT_WAITS',
    data: { meta: { decision: third, waits: 'executor', for: ben } },
  })
  await enact('ben', [third, second, first])
  await final([first, second, third])
  expect((await page(third)).after).toMatchObject({ enacted: true })
  await world.close()
})

test('M82 proposals that ask for it close together at the end of a week', async () => {
  const { world, submit, page } = await opened()
  const one = await submit('One', '0', { closes: 'week' })
  await world.advance(60_000)
  const two = await submit('Two', '0', { closes: 'week' })
  const [a, b] = [await page(one), await page(two)]
  expect(a.closesAt).toBe(b.closesAt)
  expect(new Date(a.closesAt * 1000).toISOString()).toMatch(/T18:00:00.000Z$/)
  await world.close()
})

test('M28 R4 who takes signed ballots back on the chain is carried out with none of them, is asked again, and can answer anew', async () => {
  const { world, space, submit, sheet, page, counted, enact, final } = await opened()
  const [one, two] = [await submit('One', '1'), await submit('Two', '2')]
  for (const name of ['ada', 'ben'])
    await sheet(name, [
      [one, 'for'],
      [two, 'for'],
    ])
  await counted(one, 2)
  const asked = { requestId: world.requestId(), space }
  const { id } = await world.pass(world.api('ben').ballots.revoke(asked))
  await world.until('taken back', async () => (await page(one)).tally.for === '1')
  // Asked again with the same id: the same transaction.
  expect(await world.pass(world.api('ben').ballots.revoke(asked))).toMatchObject({ id })
  expect((await world.api('ben').chain.transactions({})).filter(({ purpose }) => purpose.key === 'transaction.revokeBallots')).toHaveLength(
    1,
  )
  expect((await page(one, 'ben')).mine).toBeNull()
  expect(await page(one)).toMatchObject({ state: 'open', tally: { enactable: false } })
  await expect(enact('cleo', [one])).rejects.toMatchObject({ code: 'ENACT_NOT_DECISIVE' })
  await sheet('ben', [[one, 'for']])
  await world.until('a new answer', async () => (await page(one)).tally.for === '2')
  await enact('cleo', [one])
  await final([one])
  expect((await page(two)).tally.for).toBe('1')
  await world.close()
})
