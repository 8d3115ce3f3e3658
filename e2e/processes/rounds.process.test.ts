import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import { address } from '@daomesh/protocol'
import { createTestClient, erc20Abi, http, publicActions } from 'viem'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { deployDao } from '../scene/deployDao.ts'
import { foundDao } from '../scene/foundDao.ts'
import type { SceneMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { attempt, daomesh } from './peerProcess.ts'

const stage = openStage()
const well = '0x00000000000000000000000000000000000000e1'
const barn = '0x00000000000000000000000000000000000000e2'
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19) + 'Z'

test('M170 M171 M172 M174 by command line: a round in a token is opened by a vote, given to, counted, paid, and what is left given back', async () => {
  const identities = await Promise.all(['ana', 'ben'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben] = identities as [Identity, Identity]
  const { rpcUrl } = stage.endpoint()
  for (const { account } of identities) await setBalance({ rpcUrl, account: address.parse(account), wei: 10n ** 20n })
  const members = (await Promise.all(identities.map(stage.begin))) as [SceneMember, SceneMember]
  const { space, dao } = await foundDao(members, [1n, 1n])
  await deployDao(members, space, 10n ** 18n)
  const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
  for (const account of [ana.account, ben.account] as const) await coin.give(account as `0x${string}`, 1_000_000n)
  const owner = createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).extend(publicActions)
  const holds = (account: string) =>
    owner.readContract({ address: coin.token, abi: erc20Abi, functionName: 'balanceOf', args: [account as `0x${string}`] })

  const round = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'round', verb, ...words)
  const pageOf = (id: string) => members[0].api.rounds.get({ round: id })
  const decide = async (decision: string): Promise<void> => {
    for (const { api } of members) {
      await until('it arrives', async () => (await api.proposals.list({ space })).some((row) => row.decision === decision), 60_000)
      await api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
    }
    const { api } = members[0]
    await until('decided', async () => (await api.proposals.get({ space, decision })).tally.enactable, 60_000)
    await api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })
  }
  const projects = ['--project', `Well=${well}=Deep.`, `Barn=${barn}`]
  const terms = ['--title', 'Water', '--closes', inDays(4), '--minimum', '100', '--token', coin.token]

  const refused = await attempt(ana.home, ['round', 'open', dao, ...terms, ...projects, '--cap', '0'])
  expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'ROUND_TERMS', meta: { field: 'capBps' } } })
  const opened = await round<{ round: string; decision: string }>(ana, 'open', dao, ...terms, ...projects)
  const id = opened.round
  await decide(opened.decision)
  await until('open', async () => (await members[1].api.rounds.list()).some((row) => row.round === id), 60_000)
  // The vote has three days; two days later it is near its end.
  await owner.increaseTime({ seconds: 2 * 86_400 })
  await owner.mine({ blocks: 1 })
  const text = join(stage.folder, 'words.md')
  writeFileSync(text, (await round<{ text: string }>(ana, 'words', id)).text)
  expect(await round(ben, 'keep', id, text)).toEqual({ round: id })
  await until('it ends soon', async () => (await round<readonly unknown[]>(ben, 'tasks')).length > 0, 60_000)
  expect(await round(ben, 'tasks')).toMatchObject([{ action: 'contribute', title: 'Water' }])

  // What the contract may take is approved exactly, before each.
  await round(ana, 'fund', id, '--amount', '1000')
  await round(ben, 'give', id, '--project', '0', '--amount', '400')
  await until(
    'ana gave to the pool, ben to the well',
    async () => {
      const page = await pageOf(id)
      return page.pool === '1000' && page.contributed === '400'
    },
    60_000,
  )
  await round(ana, 'give', id, '--project', '0', '--amount', '400')
  await until('both gave', async () => (await pageOf(id)).contributed === '800', 60_000)
  expect(await round(ben, 'mine')).toMatchObject([{ projectName: 'Well', amount: '400', status: 'contributing' }])
  expect(await round(ben, 'show', id, '--more', '0:1:100')).toMatchObject({ projects: [{ matched: '800' }, { contributed: '100' }] })
  const soon = await attempt(ben.home, ['round', 'finalise', id])
  expect(JSON.parse(soon.stderr)).toMatchObject({ error: { code: 'ROUND_CLOSED', meta: { status: 'contributing' } } })

  expect(await round(ben, 'call-off', id, '--as', dao)).toMatchObject({ transaction: null })

  await owner.increaseTime({ seconds: 2 * 86_400 + 60 })
  await owner.mine({ blocks: 1 })
  for (const { api, name } of members)
    await until(`to be counted at ${name}’s`, async () => (await api.rounds.get({ round: id })).status === 'countable', 60_000)
  expect(await round(ana, 'tasks')).toMatchObject([{ action: 'finalise', round: id }])
  await round(ben, 'finalise', id)
  await until('counted', async () => (await pageOf(id)).status === 'finalised', 60_000)
  await round(ben, 'payout', id)
  await until('paid', async () => (await pageOf(id)).projects[0]?.paid === true, 60_000)
  await round(ben, 'refund', id, '--pool', '--account', ana.account)
  await until('given back', async () => (await pageOf(id)).fundings.every(({ refunded }) => refunded), 60_000)
  // (20 + 20)² − 800 of the pool, to the unit; what came in went out.
  expect(await Promise.all([well, ana.account, ben.account].map(holds))).toEqual([
    1_600n,
    1_000_000n - 1_000n - 400n + 200n,
    1_000_000n - 400n,
  ])
  const { csv } = await round<{ csv: string }>(ben, 'results', id)
  expect(csv.split('\r\n').map((line) => line.split(',')[0])).toEqual([
    'what',
    'result',
    'result',
    'opened',
    'funded',
    'contributed',
    'contributed',
    'finalised',
    'paid',
    'refunded of the pool',
    '',
  ])
  const nothing = await attempt(ben.home, ['round', 'payout', id])
  expect(JSON.parse(nothing.stderr)).toMatchObject({ error: { code: 'ROUND_NOTHING_DUE' } })
  expect(await round(ben, 'credits')).toEqual([])
}, 360_000)
