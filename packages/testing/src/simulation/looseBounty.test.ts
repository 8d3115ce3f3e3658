import { type BountyId, toRecord } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { requestId } from './actions/requestId.ts'
import { agreementOf, terms } from './bountyWork.ts'
import { createWorld } from './createWorld.ts'
import { addPerson, apiOf, start } from './person.ts'
import { warmUp } from './warmUp.ts'
import type { Person } from './world.ts'

beforeAll(warmUp)

const milli = 10n ** 15n

test('M305 X1 what an act on a bounty stands on and is not final is said before it is signed, and what a node does by itself waits for it', async () => {
  const world = createWorld(11, { calm: true })
  const [ada, ben, cleo] = ['ada', 'ben', 'cleo'].map((name, i) => {
    const key = world.accounts[i]
    if (key === undefined) throw new RangeError('an account each')
    return addPerson(world, name, key)
  }) as [Person, Person, Person]
  for (const person of [ada, ben, cleo]) await start(world, person)
  const ask = () => ({ requestId: requestId(world), as: null })
  const rowsOf = (person: Person) => apiOf(person).chain.transactions()
  const reach = async (person: Person, state: 'anchored' | 'final'): Promise<void> =>
    world.until(state, async () => (await rowsOf(person)).every((row) => row.state === state || row.state === 'final'))

  const agreement = toRecord(agreementOf(world, ben.account, ada.account, 900n * milli))
  const { bounty, signature } = await world.run('sign', apiOf(ada).bounties.sign({ ...ask(), agreement, terms }))
  await world.run('fund', apiOf(ben).bounties.fund({ ...ask(), agreement, terms, hunterSignature: signature }))
  const part = toRecord(agreementOf(world, ada.account, cleo.account, 600n * milli, bounty as BountyId))
  const leaves = [{ agreement: part, terms, planned: null }]
  await reach(ben, 'anchored')
  const dryRun = (person: Person, act: Parameters<ReturnType<typeof apiOf>['bounties']['preview']>[0]['act']) =>
    world.run('dry run', apiOf(person).bounties.preview({ bounty, as: null, act }))
  // The bounty is in a block, and so it can be split; the chain may still take it back.
  expect(await dryRun(ada, { kind: 'split', node: null, leaves })).toMatchObject({ loose: true, outcome: { ok: true } })
  await reach(ben, 'final')
  expect(await dryRun(ada, { kind: 'split', node: null, leaves })).toMatchObject({ loose: false, outcome: { ok: true } })

  await world.run('split', apiOf(ada).bounties.split({ ...ask(), bounty, node: null, leaves }))
  await world.run('deliver', apiOf(ada).bounties.deliver({ ...ask(), bounty, contentHash: bounty }))
  await reach(ada, 'final')
  const { bundle, leaves: rows } = await world.run('get', apiOf(ada).bounties.get({ bounty }))
  await world.run('keep', apiOf(cleo).bounties.keep({ requestId: requestId(world), bundle }))
  await world.run('accept', apiOf(ben).bounties.accept({ ...ask(), bounty, node: null }))
  await reach(ben, 'final')
  expect(await rowsOf(cleo)).toEqual([])
  await world.run('accept the part', apiOf(ada).bounties.accept({ ...ask(), bounty, node: rows[0]?.node ?? null }))
  await world.until('in a block', async () => (await rowsOf(ada))[0]?.state === 'anchored')
  // Her node sees that it is due, and looks at every change; three blocks lie between that and what is final.
  await world.until('due', async () => (await dryRun(cleo, { kind: 'payout' })).loose)
  while ((await rowsOf(ada))[0]?.state === 'anchored') {
    expect(await rowsOf(cleo)).toEqual([])
    await world.pass(1_000)
  }
  await world.until('paid by itself', async () => (await rowsOf(cleo))[0]?.state === 'final')
  expect((await rowsOf(cleo))[0]).toMatchObject({ purpose: { key: 'transaction.bountyPayout' } })
  for (const { process } of [ada, ben, cleo]) process?.kill()
}, 60_000)
