import { setBalance } from '@daomesh/chain/devnet'
import { address, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()
const patience = 60_000

test('M17 M70 M200 M201 M202 M184 R24 a DAO posts work for ether and power; another DAO does it as one, is paid, and has a seat there by what was signed before', async () => {
  const identities = await Promise.all(['ana', 'ben'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben] = identities as [Identity, Identity]
  for (const { account } of identities)
    await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(account), wei: 10n ** 20n })
  const running = await Promise.all(identities.map(stage.begin))
  // What is waited for is asked of the nodes, what is done is done by the command line.
  const nodeOf = ({ name }: Identity) => {
    const member = running.find((one) => one.name === name)
    if (member === undefined) throw new Error(`nobody is called ${name}`)
    return member.api
  }
  const run = <T>(by: Identity, ...words: readonly string[]) => daomesh<T>(by.home, ...words)
  const [at = ''] = (await nodeOf(ana).network.status()).addresses
  await nodeOf(ben).network.dial({ address: at })
  const found = async (by: Identity, name: string) => {
    await run(by, 'lobby', 'create', name, '--as', by.name)
    await run(by, 'lobby', 'propose', name, '--equal', '100')
    await run(by, 'dao', 'deploy', name)
    return until(
      `${name} stands`,
      async () => {
        const [row] = await nodeOf(by).daos.list()
        const dao = row === undefined ? null : await nodeOf(by).daos.get({ space: row.space })
        return dao?.deployed === 'final' && !dao.locked && { space: dao.space as SpaceId, dao: address.parse(dao.dao) }
      },
      patience,
    )
  }
  const [mill, hill] = [await found(ana, 'Mill'), await found(ben, 'Hill')]
  await run(ana, 'dao', 'deposit', 'Mill', '3eth')

  // A post says what is offered; who takes it opens the deal from it, and offers what it said.
  for (const by of identities) await run(by, 'market', 'join')
  await run(
    ana,
    'market',
    'post',
    '--dao',
    'Mill',
    '--title',
    'Mend the weir',
    '--reward',
    '2eth',
    '--power',
    '3',
    '--brief',
    'Stone by stone.',
  )
  const search = {
    text: 'weir',
    tags: [],
    issuer: null,
    token: null,
    openToMe: true,
    minLevel: null,
    sort: 'newest',
    offset: 0,
    limit: 9,
  } as const
  const post = await until('ben finds the post', async () => (await nodeOf(ben).market.search({ ...search, tags: [] })).rows[0], patience)
  expect(post).toMatchObject({ issuer: mill.dao, reward: { amount: String(2n * 10n ** 18n), power: '3' } })
  const { space } = await nodeOf(ben).deals.open({
    requestId: requestId(),
    as: { side: 'hunter', dao: hill.space },
    other: { account: post.issuer, kind: null },
    contacts: [at],
    subject: {
      post: { id: post.post, revision: post.revision },
      title: post.title,
      brief: 'Stone by stone.',
      tags: [],
      reward: { token: post.reward.token, amount: post.reward.amount, power: post.reward.power ?? '' },
      deadline: post.deadline,
    },
  })
  await until(
    'the deal is at ana',
    async () => (await nodeOf(ana).deals.list()).some((row) => row.space === space && !row.locked),
    patience,
  )
  const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString()
  const terms = ['--deliver-by', days(28), '--valid-until', days(7), '--arbiter', `0x${'e1'.repeat(20)}`, '--reviewer', ana.account]
  const { offer } = await run<{ offer: string }>(ben, 'deal', 'offer', space, ...terms)
  const row = async (by: Identity) => (await nodeOf(by).deals.get({ space })).offerRows.find((one) => one.offer === offer)
  const { bounty, promise } = await until('the offer is at ana', async () => (await row(ana))?.brief !== null && row(ana), patience)
  expect(promise).toMatchObject({ power: '3', held: '0', total: '1', state: 'words' })
  await run(ana, 'deal', 'accept', space, offer)

  /** Each DAO has one member here, whose ballot decides. */
  const decide = async (by: Identity, dao: { readonly space: SpaceId }, name: string, title: string, enacts: boolean) => {
    const { decision } = await until(
      `${title} is proposed`,
      async () => (await nodeOf(by).proposals.list({ space: dao.space })).find((one) => one.title === title),
      patience,
    )
    await run(by, 'ballot', 'cast', name, `${decision}=for`)
    if (enacts) await run(by, 'proposal', 'enact', name, decision)
  }
  await decide(ben, hill, 'Hill', 'Take the bounty: Mend the weir', false)
  await decide(ana, mill, 'Mill', 'Power for the bounty: Mend the weir', false)
  await decide(ana, mill, 'Mill', 'Fund the bounty Mend the weir', true)
  // Before the work is paid the hunter holds the promise, and nobody can use it.
  expect(await until('ben holds it', async () => (await row(ben))?.promise?.state === 'signed' && row(ben), patience)).toMatchObject({
    promise: { yes: 1, of: 1 },
  })
  await expect(run(ben, 'deal', 'reward', space, offer)).rejects.toThrow('REWARD_EARLY')

  await until('funded', async () => (await row(ben))?.status === 'funded', patience)
  await run(ben, 'bounty', 'deliver', bounty, '--as', 'Hill', '--note', 'It holds.')
  await decide(ben, hill, 'Hill', 'Deliver the bounty Mend the weir', true)
  await until('delivered', async () => (await nodeOf(ana).bounties.get({ bounty })).status === 'delivered', patience)
  await run(ana, 'bounty', 'accept', bounty)
  // Nobody's hand: a node of the hunter's side gives it.
  for (const by of identities)
    await until(
      `${by.name} sees it given`,
      async () => {
        const told = (await row(by))?.promise
        // The facts of the DAO that gives are read apart.
        return told?.state === 'given' && told.total === '4'
      },
      patience,
    )
  expect(await run<{ offerRows: readonly { promise: unknown }[] }>(ben, 'deal', 'show', space)).toMatchObject({
    offerRows: [{ promise: { power: '3', held: '3', total: '4', state: 'given' } }],
  })

  // The tie is on the mesh, one way, and Hill's people read what Mill decides.
  const web = await run<{ ties: readonly { dao: string; member: string; share: number; mutual: boolean }[] }>(ana, 'mesh', 'power')
  expect(web.ties.map(({ dao, member, share, mutual }) => [dao, member, share, mutual])).toEqual([[mill.dao, hill.dao, 750_000, false]])
  await until('ben reads Mill', async () => (await nodeOf(ben).daos.list()).some((one) => one.space === mill.space), patience)
  const seat = await until(
    'the seat',
    async () => (await nodeOf(ana).daos.get({ space: mill.space })).memberRows.find(({ account }) => account === hill.dao),
    patience,
  )
  expect(seat).toMatchObject({ power: '3', shares: '0' })
}, 480_000)
