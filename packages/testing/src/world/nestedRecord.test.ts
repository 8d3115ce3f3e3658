import { changeRosterCall } from '@daomesh/chain'
import { address } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('nestedRecord')
}, 120_000)
afterAll(() => world.close())

const hour = 3_600

test('M281 M190 S16 R5 R10 what a DAO with a grace period answers elsewhere by fewer than all goes through its record by itself, in time for the outer vote', async () => {
  const [ada, ben, cleo, dan] = (await Promise.all(['ada', 'ben', 'cleo', 'dan'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const mill = await world.found('Mill', [ada, ben, cleo], { votingPeriod: 4 * hour, challengeWindow: hour, gracePeriod: 2 * hour })
  const valley = await world.found('Valley', [dan], { votingPeriod: 40 * hour })
  const rowAt = (by: Member, space: string, decision: string) => by.api.proposals.get({ space, decision }).catch(() => null)
  const say = async (by: Member, space: string, decision: string, support: 'for' | 'abstain') => {
    await until('it arrives', () => rowAt(by, space, decision))
    await by.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support }], reason: '' })
  }
  const submit = (title: string, calls: readonly { readonly target: string; readonly value: string; readonly data: string }[]) =>
    dan.api.proposals.submit({ requestId: requestId(), space: valley.space, draft: null, title, content: title, calls: [...calls] })
  const enact = (decision: string) => dan.api.proposals.enact({ requestId: requestId(), space: valley.space, decisions: [decision] })

  const join = changeRosterCall(valley.dao, [{ account: mill.dao, kind: 1, power: 3n, mint: 3n }])
  const joining = await submit('Take the mill in', [{ target: join.target, value: '0', data: join.data }])
  await say(dan, valley.space, joining.decision, 'for')
  await until('decided', async () => (await rowAt(dan, valley.space, joining.decision))?.tally.enactable)
  await enact(joining.decision)
  await until('the mill is in', async () => (await dan.api.daos.get({ space: valley.space })).memberRows.length === 2)
  const { link: invite } = await dan.api.daos.invite({ requestId: requestId(), space: valley.space, expiresInHours: 24 })
  await ada.api.daos.enter({ requestId: requestId(), invite: invite ?? '', displayName: 'ada' })
  await until('ada reads the valley', async () => {
    const row = await ada.api.daos.get({ space: valley.space }).catch(() => null)
    return row?.standing === 'member' && !row.locked
  })

  // A roster of this very second cannot be cited (R1).
  await world.pass(2)
  await dan.api.daos.deposit({ requestId: requestId(), space: valley.space, wei: '1000' })
  const payee = address.parse(`0x${'e9'.repeat(20)}`)
  const asked = await submit('Mend the weir', [{ target: payee, value: '400', data: '0x' }])
  const question = await until('asked inside', async () =>
    (await cleo.api.proposals.list({ space: mill.space })).find(({ title }) => title === 'Valley asks: Mend the weir'),
  )
  const { closesAt } = await dan.api.proposals.get({ space: valley.space, decision: asked.decision })
  // Window, grace and an eighth for sending are left.
  expect(question.closesAt).toBeLessThanOrEqual(closesAt - 3 * hour - 5 * hour)
  await say(ben, mill.space, question.decision, 'for')
  await say(cleo, mill.space, question.decision, 'abstain')
  const inner = () => rowAt(ada, mill.space, question.decision)
  await until('both ballots are at Ada', async () => (await inner())?.tally.for === '1' && (await inner())?.tally.abstain === '1')
  expect(await inner()).toMatchObject({ tally: { enactable: false, passes: true }, record: { recordable: false } })
  expect(await rowAt(dan, valley.space, asked.decision)).toMatchObject({ ballotRows: [], tally: { enactable: false } })

  // Nobody does anything from here on but wait: the nodes record what passed, execute it after window and grace, and bring the ballot.
  const now = async () => (await ada.client.head()).timestamp
  await world.pass(question.closesAt - (await now()) + 1)
  await until('recorded', async () => (await inner())?.record.status === 'challengeable')
  await world.pass(3 * hour + 1)
  await until('approved on the chain', async () => (await inner())?.state === 'final')
  const decided = await until('the mill has voted', async () => {
    const row = await rowAt(dan, valley.space, asked.decision)
    return row?.tally.enactable === true && row
  })
  expect(decided.ballotRows).toMatchObject([{ account: mill.dao, support: 'for' }])
  expect(await now()).toBeLessThan(closesAt)
  const steps = async () =>
    (await Promise.all([ada, ben, cleo].map(({ api }) => api.chain.transactions())))
      .flat()
      .filter(({ purpose }) => ['transaction.record', 'transaction.execute'].includes(purpose.key))
  const isFinal = ({ state }: { readonly state: string }) => state === 'final'
  await until('its senders see both final', async () => (await steps()).filter(isFinal).length >= 2)
  expect((await steps()).filter(isFinal)).toHaveLength(2)
  expect((await steps()).every(({ id }) => id.startsWith('auto-'))).toBe(true)
  await until('the money is there', async () => (await dan.client.balance(valley.dao)) >= 1000n)
  await enact(asked.decision)
  await until('paid', async () => (await dan.client.balance(payee)) === 400n)
}, 240_000)
