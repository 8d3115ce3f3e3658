import { appendParagraph } from '@daomesh/drafts'
import { copyDisk } from '@daomesh/log/memory'
import { predictDaoAddress } from '@daomesh/chain'
import { readRecords } from '@daomesh/node/client'
import { contract } from '@daomesh/node/contract'
import { type Address, encodeInvite, type EntryId, inviteId, to0x, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { deviceKeyOf } from '../world/startMember.ts'
import { openPen, send } from './actions/drafting.ts'
import { requestId } from './actions/requestId.ts'
import { elsewhere } from './elsewhere.ts'
import { type Stage, addFile, choice, commands, credited, absent, offerBy, offer, question, seats, waiting } from './onceCommands.ts'
import { subject } from '../world/dealScene.ts'
import { expectOnce } from './crashOnce.ts'
import { createWorld } from './createWorld.ts'
import { found, rules } from './found.ts'
import { apiOf, start } from './person.ts'
import type { Acknowledged, Person } from './world.ts'
import { writeBeside } from './hostile/writeBeside.ts'
import { warmUp } from './warmUp.ts'

const build = async (): Promise<Stage> => {
  const world = createWorld(6)
  await found(world, 2, { second: true })
  const { space } = world
  const [ada, ben, second] = world.people as [Person, Person, Person]
  const submit = (title: string) =>
    world.run(title, apiOf(ada).proposals.submit({ requestId: requestId(world), space, draft: null, title, content: 'text', calls: [] }))
  const over = await submit('Old')
  for (const { process } of [ada, ben, second]) process?.kill()
  // Its vote closes after three weeks, and what passes stays open as long again.
  await world.pass(43 * 24 * 3_600_000)
  world.stir()
  for (const person of [ada, ben, second]) await start(world, person)
  const [a, b] = [apiOf(ada), apiOf(ben)]
  const lobby = await world.run(
    'a lobby',
    a.lobbies.create({ requestId: requestId(world), name: 'Mill', displayName: 'ada', expiresInHours: 9 }),
  )
  await world.run('join', b.lobbies.join({ requestId: requestId(world), invite: lobby.invite ?? '', displayName: 'ben' }))
  const terms = {
    requestId: requestId(world),
    space: lobby.space,
    members: seats(ada.account, ben.account).sort((x, y) => (x.account < y.account ? -1 : 1)),
    rules,
  }
  const { proposal } = await world.run('terms', b.lobbies.propose(terms))
  const elsewhereLobby = { requestId: requestId(world), name: 'Elsewhere', displayName: 'ben', expiresInHours: 9 }
  const { invite } = await world.run('another lobby', b.lobbies.create(elsewhereLobby))
  const [open, passed] = [await submit('Fence'), await submit('Gate')]
  const { draft } = await world.run('a draft', a.drafts.open({ requestId: requestId(world), space, title: 'Plan' }))
  const pen = await world.run(
    'a pen',
    openPen(world, a, draft, () => ''),
  )
  for (const text of ['first', 'last']) appendParagraph(pen.author.doc, text)
  const kept: Acknowledged[] = []
  await world.run('write in it', send(world, a, draft, pen, pen.unsent, kept))
  const [version] = kept.flatMap((one) => (one.type === 'entry' ? [one.id as EntryId] : []))
  if (version === undefined) throw new Error('nothing was written')
  const { entry: file } = await world.run('a file', addFile(a, requestId(world), space))
  const opened = { requestId: requestId(world), space, title: 'Autumn', token: ether, amount: '9', allocation: '5', closesAt: 0 }
  const { budget } = await world.run('a budget', a.budgets.open(opened))
  const asks = { requestId: requestId(world), space, budget, name: 'Well', payee: absent, text: '' }
  const { project } = await world.run('a project', a.budgets.addProject(asks))
  const pledge = { requestId: requestId(world), space, budget, pledges: [{ project, amount: '1' }] }
  await world.run('a pledge', a.budgets.pledge(pledge))
  for (const person of [ada, ben]) {
    await world.until('both see it', async () => (await apiOf(person).proposals.list({ space })).length === 3)
    const asked = { requestId: requestId(world), space, choices: choice(passed.decision), reason: '' }
    await world.run('vote', apiOf(person).ballots.cast(asked))
  }
  await world.until('it can be enacted', async () => (await a.proposals.get({ space, decision: passed.decision })).tally.enactable)
  await world.until('the terms arrive', async () => (await a.lobbies.get({ space: lobby.space })).proposal !== null)
  const ask = (of: string) => world.run(of, a.polls.open({ requestId: requestId(world), space, ...question, question: of }))
  const [{ poll }, { poll: sealed }] = [await ask('Open?'), await ask('Sealed?')]
  await world.until('the polls arrive', async () => (await b.polls.list({ space })).length === 2)
  for (const person of [ada, ben]) {
    await world.run('close', apiOf(person).polls.close({ requestId: requestId(world), space, poll: sealed, close: null, anew: false }))
    await world.until('signed', async () =>
      (await Promise.all([a, b].map((one) => one.polls.get({ space, poll: sealed })))).every(({ closes }) =>
        closes.some(({ signers }) => signers.some(({ account }) => account === person.account)),
      ),
    )
  }
  // Of the second device, which lies on this disk: nobody else built on that ballot.
  const asked = { requestId: requestId(world), space, choices: choice(open.decision), reason: '' }
  const { entry: aside } = await world.run('a ballot of the second device', apiOf(second).ballots.cast(asked))
  await world.until('it arrives', async () => (await readRecords({ daos: a.daos, space })).some(({ entry }) => entry === aside))
  // Credits of this member, and income that nobody has distributed yet.
  const { inbox } = await world.run('the inbox', a.income.get({ space, tokens: [] }))
  for (const token of [...credited, ...waiting]) world.chain.fund(inbox, 1_000n, token)
  if (credited[0] !== undefined) world.chain.fund(ada.account, 1_000n, credited[0])
  world.chain.refuse(ada.account)
  // Until a block has them these tokens are none.
  await world.pass(30_000)
  const lies = async (of: readonly Address[], what: 'income' | 'myCredit') =>
    (await world.run('look', a.income.get({ space, tokens: [...of] }))).rows.every((row) => row[what] !== '0')
  await world.until('income lies there', () => lies(credited, 'income'))
  for (const token of credited) await world.run('distribute', b.income.distribute({ requestId: requestId(world), space, token }))
  await world.until('credits', () => lies(credited, 'myCredit'))
  world.chain.refuse(ada.account, false)
  const dealing = {
    as: { side: 'hunter' as const, dao: null },
    other: { account: ben.account, kind: 'person' as const },
    contacts: [`/memory/${ben.device}`],
    subject,
  }
  const { space: deal } = await world.run('a deal', a.deals.open({ requestId: requestId(world), ...dealing }))
  await world.until('the deal at both', async () => (await b.deals.list()).some((row) => row.space === deal && !row.locked))
  const offerOf = async (person: Person, amount: string) =>
    (await world.run('offer', apiOf(person).deals.offer({ requestId: requestId(world), space: deal, ...offerBy(ben.account, amount) })))
      .offer
  const [mine, agreed] = [await offerOf(ada, '5'), await offerOf(ada, '7')]
  await world.until('the offers arrive', async () => (await b.deals.get({ space: deal })).offerRows.length === 2)
  await world.run('agree', b.deals.accept({ requestId: requestId(world), space: deal, offer: agreed }))
  const theirs = await offerOf(ben, '4')
  await world.until('the answer arrives', async () => (await a.deals.get({ space: deal })).offerRows.length === 3)
  const others = { ...dealing, contacts: [], other: { account: ada.account, kind: 'person' as const } }
  const { space: unknown } = await world.run('a deal of his', b.deals.open({ requestId: requestId(world), ...others }))
  const { link: dealLink } = await b.deals.link({ space: unknown })
  const { invite: given } = await world.run('invite', a.daos.invite({ requestId: requestId(world), space, expiresInHours: 90 }))
  const { identity, factory } = world.chain.profile
  const genesis = {
    chainId: identity.chainId,
    chainGenesis: identity.genesisHash,
    name: 'Elsewhere',
    members: [{ account: ada.account, kind: 0, power: 1n, shares: 1n }],
    rules,
    salt: to0x(new Uint8Array(32)),
  }
  const elsewhereDao = { invite: inviteId.parse('ee'.repeat(16)), dao: predictDaoAddress(factory, genesis), genesis }
  await world.run('the market', a.market.join({ requestId: requestId(world) }))
  const { post } = await world.run('a post', a.market.post({ requestId: requestId(world), space: null, ...offer }))
  await world.pass(30_000)
  for (const { process } of [ada, ben, second]) process?.kill()
  writeBeside(ada.disk, space, aside, deviceKeyOf(second.name))
  return {
    world,
    ada,
    aside,
    other: second.device,
    disk: copyDisk(ada.disk),
    space,
    lobby: lobby.space,
    invite: invite ?? '',
    genesisHash: proposal?.genesisHash ?? '0x',
    draft,
    version,
    open: open.decision,
    passed: passed.decision,
    poll,
    sealed,
    over: over.decision,
    file,
    budget,
    project,
    deal,
    mine,
    agreed,
    theirs,
    dealLink,
    given,
    post,
    elsewhere: encodeInvite({ kind: 'dao', ...elsewhereDao, peers: [], expires: world.clock.now() + 90 * 3_600_000 }),
  }
}

let stage: Stage
beforeAll(async () => {
  await warmUp()
  stage = await build()
}, 120_000)

test('every command of the contract that acts is in this table', () => {
  const acting = Object.entries(contract).flatMap(([noun, verbs]) =>
    Object.entries(verbs).flatMap(([verb, procedure]) => {
      const shape: unknown = Reflect.get(Object(procedure['~orpc'].inputSchema), 'shape')
      return typeof shape === 'object' && shape !== null && 'requestId' in shape ? [`${noun}.${verb}`] : []
    }),
  )
  expect(acting.length).toBeGreaterThan(15)
  expect(acting.filter((name) => !(name in commands) && !elsewhere.includes(name))).toEqual([])
})

test.each(Object.entries(commands))(
  'K1 %s acts once, wherever a crash falls',
  async (name, command) => {
    await expectOnce(stage, name, (api, id, at) => {
      // What an earlier copy of the disk sent has the nonces that this one will take.
      at.world.chain.forgetPool()
      return command(api, id, at)
    })
  },
  120_000,
)
