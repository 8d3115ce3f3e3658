import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIdentity } from '../scene/createIdentity.ts'
import { foundDao } from '../scene/foundDao.ts'
import { sendEnactment } from '../scene/sendEnactment.ts'
import { type SceneMember, startMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-removal-'))
let devnet: Devnet
let members: readonly SceneMember[] = []

beforeAll(async () => {
  devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('a sandbox chain without accounts')
  const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
  members = await Promise.all(
    ['ana', 'ben', 'cat'].map(async (name) => startMember(await createIdentity(folder, name), { rpcUrl: devnet.rpcUrl, factory })),
  )
}, 240_000)

afterAll(async () => {
  await Promise.all(members.map((member) => member.stop()))
  await devnet.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('M44 M45 D5 S9: a member whom a decision removes is cut, and reads and writes nothing after it; its account can be replaced by another', async () => {
  const [ana, ben, cat] = members as [SceneMember, SceneMember, SceneMember]
  const [address = ''] = (await ana.api.network.status()).addresses
  for (const one of [ben, cat]) await one.api.network.dial({ address })
  await ana.api.chain.faucet({ requestId: requestId() })
  // Ana decides alone, so that the others need not be there.
  const { space } = await foundDao(members, [10n, 3n, 2n])
  const daoOf = (one: SceneMember) => one.api.daos.get({ space })
  const read = async (one: SceneMember) => (await one.api.drafts.list({ space })).map(({ title }) => title)
  await until('everybody reads', async () => (await Promise.all(members.map(daoOf))).every(({ locked }) => !locked))
  await ana.api.daos.deploy({ requestId: requestId(), space })
  await until('deployed', async () => (await Promise.all(members.map(daoOf))).every(({ deployed }) => deployed === 'final'))
  await cat.api.drafts.open({ requestId: requestId(), space, title: 'Seen by all' })
  await until('ana has it', async () => (await read(ana)).includes('Seen by all'))

  const enact = async (decision: Parameters<typeof sendEnactment>[2]) => {
    await ana.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
    await until('decided', async () => (await ana.api.proposals.get({ space, decision })).tally.enactable)
    await sendEnactment(ana, space, decision)
  }

  // Cat works on alone, without a chain, and does not hear of it.
  await cat.api.network.setOnline({ online: false, chain: true })
  await cat.api.drafts.open({ requestId: requestId(), space, title: 'Written alone' })
  const removal = await ana.api.proposals.replaceMember({
    requestId: requestId(),
    space,
    from: cat.account,
    to: null,
    reason: 'Moved away.',
  })
  const callOf = async (decision: typeof removal.decision) => (await ana.api.proposals.get({ space, decision })).calls[0]?.summary
  expect(await callOf(removal.decision)).toEqual({ key: 'call.unseat', params: { member: cat.account } })
  await enact(removal.decision)
  await until('ana and ben know', async () =>
    (await Promise.all([ana, ben].map((one) => one.api.daos.proofs({ space })))).every(
      ({ views }) => views[0]?.left[0]?.account === cat.account,
    ),
  )
  await ana.api.drafts.open({ requestId: requestId(), space, title: 'After the removal' })
  await until('ben reads it', async () => (await read(ben)).includes('After the removal'))
  const { keys } = await ana.api.daos.proofs({ space })
  expect(keys[0]).toMatchObject({ writes: true, index: 1 })
  expect(keys[0]?.devices.map(({ account }) => account).sort()).toEqual([ana.account, ben.account].sort())

  await cat.api.network.setOnline({ online: true, chain: true })
  await until('cat is told by the chain', () =>
    cat.api.drafts.open({ requestId: requestId(), space, title: 'Too late' }).then(
      () => false,
      (error: unknown) => (error as { readonly code?: string }).code === 'MEMBERSHIP_REFUSED',
    ),
  )
  await Promise.all(members.map(({ api }) => api.network.syncNow()))
  expect(await read(cat)).not.toContain('After the removal')
  for (const one of [ana, ben]) {
    expect(await read(one)).toEqual(expect.arrayContaining(['Seen by all', 'After the removal']))
    expect(await read(one)).not.toContain('Written alone')
  }
  expect((await daoOf(cat)).memberRows.find(({ self }) => self)).toMatchObject({ removed: true, power: '0', shares: '2' })

  // Ben lost his key. Another account takes his place, and the old one is out.
  const other = await createIdentity(folder, 'bens other account')
  const replacement = await ana.api.proposals.replaceMember({
    requestId: requestId(),
    space,
    from: ben.account,
    to: other.account,
    reason: '',
  })
  expect((await ana.api.proposals.get({ space, decision: replacement.decision })).title).toBe('Another account for ben')
  expect(await callOf(replacement.decision)).toEqual({
    key: 'call.replace',
    params: { from: ben.account, to: other.account, power: '3', shares: '3' },
  })
  await enact(replacement.decision)
  const seats = await until('ana knows', async () => {
    const { memberRows } = await daoOf(ana)
    return memberRows.some(({ account }) => account === other.account) && memberRows
  })
  expect(seats.find(({ account }) => account === other.account)).toMatchObject({ name: 'ben', power: '3', shares: '3', removed: false })
  expect(seats.find(({ account }) => account === ben.account)).toMatchObject({ power: '0', shares: '3', removed: true })
  const [now] = (await ana.api.daos.proofs({ space })).views
  expect([now?.joined.map(({ account }) => account), now?.left.map(({ account }) => account)]).toEqual([[other.account], [ben.account]])
  await until('ben is refused', () =>
    ben.api.drafts.open({ requestId: requestId(), space, title: 'By the thief' }).then(
      () => false,
      (error: unknown) => (error as { readonly code?: string }).code === 'MEMBERSHIP_REFUSED',
    ),
  )
}, 360_000)
