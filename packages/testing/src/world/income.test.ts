import { address, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
const elsewhere = address.parse(`0x${'e1'.repeat(20)}`)

beforeAll(warmUp)

/** Three members with a share each; nothing of the income is the treasury's but the dust. */
const earning = async (wei: bigint) => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  const look = async (name: string) => {
    const { inbox, rows } = await world.pass(world.api(name).income.get({ space, tokens: [ether] }))
    const [row] = rows
    if (row === undefined) throw new Error('a row for each token')
    return { inbox, ...row, mine: row.parts.find(({ self }) => self)?.amount }
  }
  const { inbox, income } = await look('ada')
  expect(income).toBe('0')
  // Before the DAO is on the chain the address is known and takes money.
  world.chain.fund(inbox, wei)
  expect(await look('ben')).toMatchObject({ inbox, income: wei.toString() })
  const balance = (account: string): bigint => world.chain.blocks().at(-1)?.world.balances.get(address.parse(account)) ?? 0n
  return { world, space, look, inbox, balance }
}
type Scene = Awaited<ReturnType<typeof earning>>
const deploy = async ({ world, space }: Scene): Promise<void> => {
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
}
const distribute = ({ world, space }: Scene, name: string) =>
  world.pass(world.api(name).income.distribute({ requestId: world.requestId(), space, token: ether }))
const accountOf = ({ world }: Scene, name: string) => address.parse(world.player(name).signer.accounts[0] ?? '')

test('M53 C15 income is shown with its split, distributed once by whoever is first, and the dust is the treasury’s', async () => {
  const scene = await earning(1_000n)
  const { world, look } = scene
  await expect(distribute(scene, 'ben')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await deploy(scene)
  expect(await look('ben')).toMatchObject({ income: '1000', toTreasury: '1', mine: '333', treasury: '0' })
  const before = scene.balance(accountOf(scene, 'ada'))
  const first = await distribute(scene, 'ben')
  await world.until('distributed', async () => (await look('ada')).income === '0')
  expect(await look('cleo')).toMatchObject({ treasury: '1', toTreasury: '0', credits: '0', myCredit: '0' })
  expect(scene.balance(accountOf(scene, 'ada')) - before).toBe(333n)
  await world.until('settled', async () => {
    const row = (await world.api('ben').chain.transactions()).find(({ id }) => id === first.id)
    return row?.state === 'final' && row.purpose.key === 'transaction.distributeIncome'
  })
  await expect(distribute(scene, 'cleo')).rejects.toMatchObject({ code: 'INCOME_NONE' })
  await world.close()
})

test('M53 where the factory makes no inboxes nobody is shown an address that would lose money', async () => {
  const { world, space } = await earning(1n)
  const { client } = world.player('ada')
  await world.stop('ada')
  // As a factory of an older version would answer: only the DAO and the factory have code.
  world.player('ada').client = {
    ...client,
    codeHash: async (account) => (account === client.profile.factory ? client.codeHash(account) : null),
  }
  await world.begin('ada')
  await expect(world.pass(world.api('ada').income.get({ space, tokens: [ether] }))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await world.close()
})

test('M54 C12 what an account does not take waits for it, is no income to anybody, and goes where its owner says', async () => {
  const scene = await earning(900n)
  const { world, space, look } = scene
  await deploy(scene)
  const claim = (name: string) =>
    world.pass(world.api(name).income.claim({ requestId: world.requestId(), space, token: ether, recipient: elsewhere }))
  await expect(claim('cleo')).rejects.toMatchObject({ code: 'INCOME_NONE' })
  world.chain.refuse(accountOf(scene, 'cleo'))
  await distribute(scene, 'ada')
  await world.until('a credit', async () => (await look('cleo')).myCredit === '300')
  expect(await look('ada')).toMatchObject({ income: '0', credits: '300', myCredit: '0' })
  await expect(distribute(scene, 'ada')).rejects.toMatchObject({ code: 'INCOME_NONE' })
  await claim('cleo')
  await world.until('claimed', async () => (await look('ada')).credits === '0')
  expect(scene.balance(elsewhere)).toBe(300n)
  expect(scene.balance(scene.inbox)).toBe(0n)
  await world.close()
})

test('M54 M377 the preview of a ragequit counts income as the chain does', async () => {
  const scene = await earning(900n)
  const { world, space, look } = scene
  await deploy(scene)
  await world.pass(world.api('ada').daos.deposit({ requestId: world.requestId(), space, wei: '600' }))
  await world.until('deposited', async () => (await look('ben')).treasury === '600')
  const { payouts } = await world.pass(world.api('ben').daos.ragequitPreview({ space, shares: '1', tokens: [ether] }))
  expect(payouts).toEqual([{ token: ether, amount: '200', income: '300', error: null }])
  const before = scene.balance(accountOf(scene, 'cleo'))
  await world.pass(world.api('ben').daos.ragequit({ requestId: world.requestId(), space, shares: '1', tokens: [ether] }))
  await world.until('left', async () => (await look('cleo')).income === '0')
  expect(await look('cleo')).toMatchObject({ treasury: '400' })
  expect(scene.balance(accountOf(scene, 'cleo')) - before).toBe(300n)
  // Whoever stays reads why there is less.
  const [newest] = (await world.pass(world.api('cleo').daos.get({ space }))).activity
  expect(newest).toMatchObject({ kind: 'ragequit.whole', account: accountOf(scene, 'ben'), shares: '1', entry: null, progress: 'final' })
  await world.close()
})
