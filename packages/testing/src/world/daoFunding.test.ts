import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { dealingIn, openDaoDeal } from './dealScene.ts'
import { createTimedWorld } from './timedWorld.ts'

beforeAll(warmUp)

test('M285 M288 M152 a DAO that the chain tells of in a later page is met as a DAO, and is asked to pay for a work whatever its title is written in', async () => {
  const world = await createTimedWorld(['ada', 'ben', 'dan'], { escrow: true })
  const { api, pass, until, requestId } = world
  const { offer, readable, sees } = dealingIn(world)
  // More blocks than an endpoint tells of at once.
  world.chain.mine(2_500)
  const { space, dao, deal } = await openDaoDeal(world)
  expect(await api('dan').deals.list()).toMatchObject([{ issuer: { kind: 'dao', account: dao } }])
  await readable('ada', deal)

  const title = '灯'.repeat(66)
  const made = await offer('ada', deal, '5', null, { title })
  await sees('dan', deal, made, 'open')
  await pass(api('dan').deals.accept({ requestId: requestId(), space: deal, offer: made }))
  const proposed = async () => (await api('ben').proposals.list({ space })).map((row) => row.title)
  await until('the members are asked to pay', async () => (await proposed()).length > 0)
  const [asked = ''] = await proposed()
  expect(asked).toMatch(/^Fund the bounty 灯{50,}…$/u)
  expect(new TextEncoder().encode(asked).length).toBeLessThanOrEqual(200)

  // What could not be put to the members of the DAO is said to who offers it, not to nobody.
  const brief = 'x'.repeat(128 * 1024 - 50)
  await expect(offer('ada', deal, '5', null, { brief })).rejects.toMatchObject({
    code: 'OFFER_TERMS',
    data: { meta: { field: 'brief' } },
  })
  await world.close()
}, 60_000)
