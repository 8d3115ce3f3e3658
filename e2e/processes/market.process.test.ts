import { setBalance } from '@daomesh/chain/devnet'
import { address } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()
const patience = 60_000

test('M155 M156 by command line: a hunter without a DAO bonds, posts, is found as bonded, gives notice and withdraws in full', async () => {
  const identities = await Promise.all(['ana', 'ben', 'eve'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben, eve] = identities as [Identity, Identity, Identity]
  await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(eve.account), wei: 10n ** 19n })
  const running = await Promise.all(identities.map(stage.begin))
  const market = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'market', verb, ...words)
  // What is waited for is asked of the nodes, what is done is done by the command line.
  const nodeOf = ({ name }: Identity) => {
    const member = running.find((one) => one.name === name)
    if (member === undefined) throw new Error(`nobody is called ${name}`)
    return member.api
  }
  const [at = ''] = (await nodeOf(ben).network.status()).addresses
  for (const by of [ana, eve]) await nodeOf(by).network.dial({ address: at })
  await Promise.all([ana, ben].map((by) => nodeOf(by).market.join({ requestId: requestId() })))
  await market(eve, 'join')
  const stands = (standing: string) =>
    until(
      standing,
      async () => {
        const bond = await nodeOf(eve).market.ownBond()
        return bond.standing === standing && !bond.moving
      },
      patience,
    )
  const search = {
    text: 'fence',
    tags: [],
    issuer: null,
    token: null,
    openToMe: false,
    minLevel: null,
    sort: 'newest',
    offset: 0,
    limit: 9,
  } as const
  const seenAs = (kind: string) =>
    Promise.all(
      [ana, ben].map((by) =>
        until(
          `${by.name} finds it of a ${kind} issuer`,
          async () => (await nodeOf(by).market.search({ ...search, tags: [] })).rows[0]?.kind === kind,
          patience,
        ),
      ),
    )

  expect(await market(eve, 'own-bond')).toMatchObject({ standing: 'none', amount: '0' })
  await market(eve, 'bond')
  await stands('bonded')
  await market(eve, 'post', '--title', 'Fence', '--reward', '0.5eth')
  await seenAs('bonded')
  expect(await market<{ rows: readonly unknown[] }>(ana, 'search', 'fence')).toMatchObject({ rows: [{ title: 'Fence', kind: 'bonded' }] })
  await market(eve, 'unbond')
  await stands('leaving')
  await seenAs('account')

  const chain = createTestClient({ mode: 'anvil', transport: http(stage.endpoint().rpcUrl) })
  await chain.increaseTime({ seconds: 7 * 86_400 })
  await chain.mine({ blocks: 1 })
  await stands('free')
  const away = address.parse(`0x${'e1'.repeat(20)}`)
  await market(eve, 'withdraw-bond', '--to', away)
  await stands('none')
  expect((await nodeOf(ana).chain.balance({ address: away })).wei).toBe('10000000000000000')
}, 240_000)
