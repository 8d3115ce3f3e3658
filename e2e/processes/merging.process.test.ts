import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import { address } from '@daomesh/protocol'
import { createPublicClient, erc20Abi, http } from 'viem'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { deployDao } from '../scene/deployDao.ts'
import { foundDao } from '../scene/foundDao.ts'
import type { SceneMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { attempt, daomesh } from './peerProcess.ts'

const stage = openStage()
const ether = 10n ** 18n
test('M210 M211 M213 M214 M217 M218 R20.1 R25 by command line: one DAO goes into another one with its ETH and tokens, and two members spin off a new one', async () => {
  const identities = (await Promise.all(['ana', 'ben', 'cleo'].map((name) => createIdentity(stage.folder, name)))) as [
    Identity,
    Identity,
    Identity,
  ]
  const [ana, ben, cleo] = identities
  const { rpcUrl } = stage.endpoint()
  for (const { account } of identities) await setBalance({ rpcUrl, account: address.parse(account), wei: 10n ** 20n })
  const members = (await Promise.all(identities.map(stage.begin))) as [SceneMember, SceneMember, SceneMember]
  const mill = await foundDao([members[0]], [3n], { name: 'Mill', incomeBps: 0 })
  await deployDao([members[0]], mill.space, 3n * ether)
  const hill = await foundDao([members[1], members[2]], [2n, 1n], { name: 'Hill', incomeBps: 0 })
  await deployDao([members[1], members[2]], hill.space, 3n * ether)
  const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
  await coin.give(mill.dao as `0x${string}`, 900n)
  const chain = createPublicClient({ transport: http(rpcUrl) })
  const holds = async (dao: string) => [
    await chain.getBalance({ address: dao as `0x${string}` }),
    await chain.readContract({ address: coin.token, abi: erc20Abi, functionName: 'balanceOf', args: [dao as `0x${string}`] }),
  ]
  const run = <T>(by: Identity, ...words: readonly string[]) => daomesh<T>(by.home, ...words)
  const [anaNode, benNode, cleoNode] = members
  const vote = async (of: readonly SceneMember[], space: string, decision: string) => {
    for (const { api } of of) {
      await until(
        'the proposal arrives',
        async () => (await api.proposals.list({ space })).some((row) => row.decision === decision),
        60_000,
      )
      await api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
    }
  }
  const offerAt = async ({ api }: SceneMember, status: string) => {
    const [deal] = await api.partnerships.list()
    return deal === undefined
      ? undefined
      : (await api.partnerships.get({ space: deal.space })).offerRows.find((row) => row.status === status)
  }

  await run(ana, 'treasury', 'list', mill.dao, coin.token)
  await run(ana, 'partnership', 'open', hill.dao, '--as', 'Mill', '--title', 'Valley')
  const { link } = await run<{ link: string }>(ana, 'partnership', 'link', 'Valley')
  await run(ben, 'deal', 'enter', link)
  await until('both rosters are read', async () => (await anaNode.api.partnerships.list())[0]?.now, 60_000)
  // Of three shares a hundredth comes to nothing: it is refused before anybody is asked.
  const refused = await attempt(ana.home, ['merger', 'offer', 'Valley', '--shares', '1/100'])
  expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'MERGER_IMPOSSIBLE', meta: { reason: 'rounding' } } })
  await run(ana, 'merger', 'offer', 'Valley', '--shares', '1/1', '--note', 'One valley.')
  const offered = await until('it arrives', () => offerAt(benNode, 'open'), 60_000)
  await run(ben, 'partnership', 'accept', 'Valley', offered.offer)
  const ofMill = await until('Mill is asked', async () => (await offerAt(anaNode, 'agreed'))?.issuer.question, 60_000)
  const ofHill = await until('Hill is asked', async () => (await offerAt(benNode, 'agreed'))?.hunter.question, 60_000)
  await vote([anaNode], mill.space, ofMill.decision)
  await vote([benNode], hill.space, ofHill.decision)
  await until('both have decided', async () => (await offerAt(cleoNode, 'agreed'))?.may.includes('enact'), 60_000)
  await run(cleo, 'partnership', 'enact', 'Valley', offered.offer)
  await until('it is enacted', async () => offerAt(anaNode, 'enacted'), 60_000)
  expect(await holds(mill.dao)).toEqual([0n, 0n])
  expect(await holds(hill.dao)).toEqual([6n * ether, 900n])
  const hillAtAna = await until(
    'Ana is in Hill',
    async () => {
      const row = (await anaNode.api.daos.list()).find(({ name }) => name === 'Hill')
      const found = row === undefined ? null : await anaNode.api.daos.get({ space: row.space })
      return found !== null && !found.locked && found.totalShares === '6' && found
    },
    60_000,
  )
  expect(hillAtAna).toMatchObject({ totalPower: '6', totalShares: '6' })
  for (const { api, name } of [benNode, cleoNode])
    await until(`${name} sees them all`, async () => (await api.daos.get({ space: hill.space })).totalShares === '6', 60_000)
  await until('ana sees what became of Mill', async () => (await anaNode.api.daos.get({ space: mill.space })).merged, 60_000)
  expect((await anaNode.api.daos.get({ space: mill.space })).merged).toMatchObject({ name: 'Hill', space: hill.space })

  // Ana and Cleo leave again, with four shares of six; the token is on nobody's list in Hill, so it is named.
  const leavers = ['--member', ana.account, cleo.account, '--token', coin.token]
  const decision = await run<{ decision: string }>(cleo, 'spin-off', 'propose', 'Hill', '--name', 'Brook', ...leavers)
  await vote([cleoNode], hill.space, decision.decision)
  const early = await attempt(cleo.home, ['spin-off', 'enact', 'Hill', decision.decision])
  expect(JSON.parse(early.stderr)).toMatchObject({ error: { code: 'SPIN_OFF_EARLY' } })
  await vote([anaNode], hill.space, decision.decision)
  const spunOff = await until(
    'both said Yes',
    async () => {
      const { spinOff } = await benNode.api.proposals.get({ space: hill.space, decision: decision.decision as never })
      return spinOff?.ready === true && spinOff
    },
    60_000,
  )
  await run(ben, 'spin-off', 'enact', 'Hill', decision.decision)
  // Nobody who stays answered, so what the leavers wrote counts no more in Hill; they find their DAO all the same.
  await until(
    'both are in Brook',
    async () => {
      const rows = await Promise.all(
        [members[0], members[2]].map(async ({ api }) => {
          const row = (await api.daos.list()).find(({ dao }) => dao === spunOff.newDao)
          return row === undefined ? null : api.daos.get({ space: row.space })
        }),
      )
      return rows.every((row) => row !== null && !row.locked && row.deployed === 'final' && row.totalShares === '4')
    },
    60_000,
  )
  expect(await holds(spunOff.newDao)).toEqual([4n * ether, 600n])
  expect(await holds(hill.dao)).toEqual([2n * ether, 300n])
  // A process that ends and begins again still has it.
  await cleoNode.stop()
  const again = await stage.begin(cleo)
  await until('it is here', async () => (await again.api.daos.list()).some(({ dao }) => dao === spunOff.newDao), 60_000)
}, 300_000)
