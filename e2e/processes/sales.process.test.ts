import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tillAddress } from '@daomesh/chain'
import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import { address, ether } from '@daomesh/protocol'
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
const patience = 60_000

test('M220 M221 M222 M223 M224 M226 M262 by command line: a DAO of two sells, an outsider pays in ether and in a token, reads the files, and the income is split', async () => {
  const identities = await Promise.all(['ana', 'ben', 'eve'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben, eve] = identities as [Identity, Identity, Identity]
  const { rpcUrl } = stage.endpoint()
  for (const { account } of identities) await setBalance({ rpcUrl, account: address.parse(account), wei: 10n ** 20n })
  const [first, second, outsider] = (await Promise.all(identities.map(stage.begin))) as [SceneMember, SceneMember, SceneMember]
  const members = [first, second] as const
  const { space, dao } = await foundDao([...members], [1n, 1n])
  await deployDao([...members], space, 1n)
  const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
  await coin.give(eve.account as `0x${string}`, 1_000n)
  const chain = createPublicClient({ transport: http(rpcUrl) })
  const holds = (account: string) =>
    chain.readContract({ address: coin.token, abi: erc20Abi, functionName: 'balanceOf', args: [account as `0x${string}`] })
  const listing = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'listing', verb, ...words)

  const [at = ''] = (await first.api.network.status()).addresses
  await outsider.api.network.dial({ address: at })
  for (const { api } of [first, second, outsider]) await api.market.join({ requestId: requestId() })
  for (const { api } of [first, second, outsider])
    await until('the time of the chain', async () => (await api.market.status()).now !== null, patience)
  const songs = join(stage.folder, 'songs.flac')
  writeFileSync(songs, randomBytes(700_000))
  const teaser = join(stage.folder, 'teaser.txt')
  writeFileSync(teaser, 'The first line.')
  for (const path of [songs, teaser]) await daomesh(ana.home, 'file', 'add', dao, path)
  const words = ['--page', 'Twelve **songs**.', '--tag', 'music']
  await listing(ana, 'publish', dao, '--title', 'Songs', '--price', '0.5eth', ...words, '--file', 'songs.flac', '--sample', 'teaser.txt')
  const plain = ['--title', 'Songs for coins', '--price', '12.5', '--token', coin.token, '--decimals', '1', '--copies', '1']
  await listing(ana, 'publish', dao, ...plain, '--file', 'songs.flac')
  await until('eve finds both', async () => (await listing<{ total: number }>(eve, 'search')).total === 2, patience)
  expect(await listing(eve, 'search', 'song', '--tag', 'music')).toMatchObject({ rows: [{ title: 'Songs', sold: 0, mine: 'none' }] })

  await listing(eve, 'buy', 'Songs')
  const bought = async (count: number): Promise<readonly { title: string; state: string; quote: string }[]> => {
    const rows = await outsider.api.listings.purchases()
    return rows.filter(({ state }) => state === 'here').slice(0, count)
  }
  const explain = async () => JSON.stringify([await outsider.api.listings.purchases(), await outsider.api.chain.transactions()])
  await until('the songs are open', async () => (await bought(1)).length === 1, patience, explain)
  const saved = join(stage.folder, 'bought.flac')
  await listing(eve, 'get', 'Songs', 'songs.flac', '--output', saved)
  expect(Buffer.compare(readFileSync(saved), readFileSync(songs))).toBe(0)
  // A file that stands there is not written over.
  expect((await attempt(eve.home, ['listing', 'get', 'Songs', 'songs.flac', '--output', saved])).code).not.toBe(0)

  await listing(eve, 'buy', 'Songs for coins')
  await until('the coins went', async () => (await holds(eve.account)) === 875n, patience)
  await until('both are open', async () => (await bought(2)).length === 2, patience)
  const { inbox } = await first.api.income.get({ space, tokens: [ether, coin.token] })
  expect([await chain.getBalance({ address: inbox }), await holds(inbox)]).toEqual([5n * 10n ** 17n, 125n])
  expect([await chain.getBalance({ address: tillAddress() }), await holds(tillAddress())]).toEqual([0n, 0n])
  const soldOut = await attempt(eve.home, ['listing', 'buy', 'Songs for coins'])
  expect(JSON.parse(soldOut.stderr)).toMatchObject({ error: { code: 'LISTING_SOLD_OUT' } })

  // The other member sees it too, and that the files opened; the income is split between the two, the odd unit stays with the treasury.
  await until(
    'ben knows of both',
    async () => (await second.api.listings.ofDao({ space })).every(({ sold, opened }) => sold === 1 && opened === 1),
    patience,
  )
  // Both members read in their inbox what was bought, until they divide it; a token that nobody lists says its own words, marked as that.
  const sold = await listing<readonly { title: string; reader: string; income: unknown }[]>(ben, 'sold')
  expect(sold.map(({ title, reader }) => [title, reader])).toEqual([
    ['Songs for coins', eve.account],
    ['Songs', eve.account],
  ])
  const { symbol, decimals } = await second.api.listings.sold().then(([row]) => row?.price ?? { symbol: '', decimals: null })
  expect(symbol).not.toBe('')
  expect(sold[0]?.income).toEqual({ token: coin.token, amount: '125', symbol, decimals, known: false })
  expect(await listing(eve, 'sold')).toEqual([])
  await daomesh(ben.home, 'income', 'distribute', dao, '--token', coin.token)
  await until('split', async () => (await holds(inbox)) === 0n, patience)
  await until('one is divided', async () => (await first.api.listings.sold()).map(({ title }) => title).join() === 'Songs', patience)
  expect([await holds(ana.account), await holds(ben.account), await holds(dao)]).toEqual([62n, 62n, 1n])

  await listing(ben, 'withdraw', dao, 'Songs')
  await until('it is off the shelf', async () => (await listing<{ total: number }>(eve, 'search')).total === 1, patience)
  // What was bought stays readable.
  await listing(eve, 'get', 'Songs', 'songs.flac', '--output', join(stage.folder, 'again.flac'))
}, 360_000)
