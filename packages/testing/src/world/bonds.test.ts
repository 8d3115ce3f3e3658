import { bondsAddress } from '@daomesh/chain'
import { address } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben'] as const
const terms = {
  title: 'A fence',
  brief: '',
  tags: [] as string[],
  reward: { token: address.parse(`0x${'00'.repeat(20)}`), amount: '5', power: null },
  deadline: 1_802_000_000,
  days: 30,
  openTo: 'anyone' as const,
}
const search = {
  text: '',
  tags: [],
  issuer: null,
  token: null,
  openToMe: false,
  minLevel: null,
  sort: 'newest',
  offset: 0,
  limit: 9,
} as const
const week = 7 * 86_400_000

beforeAll(warmUp)

test('M155 M156 K1 a hunter without a DAO bonds, is seen bonded by others, gives notice, stays, leaves and has all of it back, each once', async () => {
  const world = await createTimedWorld(names)
  const { api, pass, until, requestId, player } = world
  for (const name of names) await pass(api(name).market.join({ requestId: requestId() }))
  await until(
    'the time of the chain',
    async () => (await api('ben').market.status()).now !== null && (await api('ada').market.status()).now !== null,
  )
  const { issuer, post } = await pass(api('ada').market.post({ requestId: requestId(), space: null, ...terms }))
  const kindAtBen = async () => (await api('ben').market.search({ ...search, tags: [] })).rows.find((row) => row.post === post)?.kind
  const standing = async () => {
    const bond = await pass(api('ada').market.ownBond())
    return bond.moving ? 'moving' : bond.standing
  }
  const locked = async () => player('ada').client.balance(bondsAddress())
  await until('it is at ben', async () => (await kindAtBen()) === 'account')
  expect(await standing()).toBe('none')
  await expect(pass(api('ada').market.unbond({ requestId: requestId() }))).rejects.toMatchObject({ code: 'BOND_NONE' })
  await expect(pass(api('ada').market.withdrawBond({ requestId: requestId(), recipient: null }))).rejects.toMatchObject({
    code: 'BOND_NONE',
  })

  // The same request acts once, over a restart too; another one is told that it stands.
  const first = requestId()
  const { id } = await pass(api('ada').market.bond({ requestId: first }))
  await expect(pass(api('ada').market.bond({ requestId: requestId() }))).rejects.toMatchObject({ code: 'BOND_MOVING' })
  await until('it counts', async () => (await standing()) === 'bonded')
  await expect(pass(api('ada').market.bond({ requestId: requestId() }))).rejects.toMatchObject({ code: 'BOND_STANDS' })
  await world.stop('ada')
  await world.begin('ada')
  expect((await pass(api('ada').market.bond({ requestId: first }))).id).toBe(id)
  expect([await locked(), await standing()]).toEqual([10n ** 16n, 'bonded'])
  await until('ben regards it', async () => (await kindAtBen()) === 'bonded')

  const notice = requestId()
  for (let i = 0; i < 2; i++) await pass(api('ada').market.unbond({ requestId: notice }))
  await until('the notice', async () => (await standing()) === 'leaving')
  await until('ben samples it again', async () => (await kindAtBen()) === 'account')
  await expect(pass(api('ada').market.unbond({ requestId: requestId() }))).rejects.toMatchObject({ code: 'BOND_NONE' })
  await expect(pass(api('ada').market.withdrawBond({ requestId: requestId(), recipient: null }))).rejects.toMatchObject({
    code: 'BOND_NOTICE',
  })
  await pass(api('ada').market.bond({ requestId: requestId() }))
  await until('it stays', async () => (await standing()) === 'bonded')
  expect(await locked()).toBe(10n ** 16n)
  await pass(api('ada').market.unbond({ requestId: requestId() }))
  await until('the notice anew', async () => (await standing()) === 'leaving')

  for (const name of names) await world.stop(name)
  world.sleep(week)
  for (const name of names) await world.begin(name)
  world.chain.mine()
  await until('it is free', async () => (await standing()) === 'free')
  const before = await player('ada').client.balance(address.parse(`0x${'e1'.repeat(20)}`))
  const leave = { requestId: requestId(), recipient: address.parse(`0x${'e1'.repeat(20)}`) }
  for (let i = 0; i < 2; i++) await pass(api('ada').market.withdrawBond(leave))
  await until('it is out', async () => (await standing()) === 'none')
  expect([await locked(), (await player('ada').client.balance(leave.recipient)) - before]).toEqual([0n, 10n ** 16n])
  expect(issuer).toBe(player('ada').member.account)
  await world.close()
})

test('M156 X4 while the chain is away nothing is sent; what was read before is still said', async () => {
  const world = await createTimedWorld(['ada'])
  const { api, pass, requestId, player } = world
  player('ada').client.setOutage(true)
  await expect(pass(api('ada').market.ownBond())).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  player('ada').client.setOutage(false)
  expect((await pass(api('ada').market.ownBond())).standing).toBe('none')
  player('ada').client.setOutage(true)
  expect((await pass(api('ada').market.ownBond())).standing).toBe('none')
  await expect(pass(api('ada').market.bond({ requestId: requestId() }))).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  expect(await api('ada').chain.transactions()).toEqual([])
  await world.close()
})
