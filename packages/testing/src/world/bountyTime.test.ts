import { toRecord } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { agreementOf, terms } from '../simulation/bountyWork.ts'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld } from './timedWorld.ts'

beforeAll(warmUp)

const milli = 10n ** 15n
const day = 24 * 3_600_000

test('M306 M105 in a sandbox, which makes no block while nobody sends, what silence made due is released when its time has come', async () => {
  const world = await createTimedWorld(['ada', 'ben'], { escrow: true })
  const { api, pass, until, requestId, clock } = world
  const ask = () => ({ requestId: requestId(), as: null })
  const rowsOf = (name: string) => api(name).chain.transactions()
  const [ada, ben] = ['ada', 'ben'].map((name) => world.player(name).member.account) as [never, never]
  const agreement = toRecord(agreementOf({ clock, next: () => 1 }, ada, ben, 900n * milli))
  const { bounty, signature } = await pass(api('ben').bounties.sign({ ...ask(), agreement, terms }))
  await pass(api('ada').bounties.fund({ ...ask(), agreement, terms, hunterSignature: signature }))
  await until('funded', async () => (await rowsOf('ada')).every(({ state }) => state === 'final'))
  await pass(api('ben').bounties.deliver({ ...ask(), bounty, contentHash: bounty }))
  await until('delivered', async () => (await rowsOf('ben')).every(({ state }) => state === 'final'))
  const blocks = world.chain.blocks().length
  await world.stop('ada')
  await world.stop('ben')
  world.sleep(2 * day)
  await world.begin('ben')
  expect(world.chain.blocks().length).toBe(blocks)
  await until('released by itself', async () => {
    const [newest, ...others] = await rowsOf('ben')
    return newest?.state === 'final' && others.length === 1
  })
  expect(await rowsOf('ben')).toMatchObject([
    { purpose: { key: 'transaction.bountyRelease' }, state: 'final' },
    { purpose: { key: 'transaction.bountyDeliver' } },
  ])
  await world.stop('ben')
}, 60_000)
