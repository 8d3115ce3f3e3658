import { appendParagraph } from '@daomesh/drafts'
import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import { predictDaoAddress } from '@daomesh/chain'
import { contract } from '@daomesh/node/contract'
import {
  address,
  type Address,
  decodeHeader,
  type DecisionId,
  type DeviceId,
  type DraftId,
  encodeInvite,
  type EntryId,
  type Hex,
  type InviteId,
  inviteId,
  type SpaceId,
  to0x,
} from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { deviceKeyOf, type Member } from '../world/startMember.ts'
import { openPen, send } from './actions/drafting.ts'
import { requestId } from './actions/requestId.ts'
import { createWorld } from './createWorld.ts'
import { found, rules } from './found.ts'
import { apiOf, start } from './person.ts'
import type { Acknowledged, Person, World } from './world.ts'
import { writeBeside } from './hostile/writeBeside.ts'
import { warmUp } from './warmUp.ts'

type Api = Member['api']

/** What the commands work on: all of it lies on the disk before any of them is asked. */
type Stage = {
  readonly world: World
  readonly ada: Person
  /** The second device of the same account. */
  readonly other: DeviceId
  /** A ballot in a record that a fork set aside. */
  readonly aside: EntryId
  readonly disk: MemoryDisk
  readonly space: SpaceId
  readonly lobby: SpaceId
  /** To a lobby of somebody else. */
  readonly invite: string
  readonly genesisHash: Hex
  readonly draft: DraftId
  /** Of that draft, before its last word was written. */
  readonly version: EntryId
  readonly open: DecisionId
  readonly passed: DecisionId
  /** Expired long ago. */
  readonly over: DecisionId
  readonly file: EntryId
  /** Given out by this member. */
  readonly given: InviteId
  /** To a DAO of this member that this device is not in. */
  readonly elsewhere: string
}

type Command = (api: Api, id: string, stage: Stage) => Promise<unknown>

const ether = address.parse(`0x${'0'.repeat(40)}`)
const absent = address.parse(`0x${'ab'.repeat(20)}`)
/** The chain is one for all runs, and what lies there is distributed and claimed once: a token for each request. */
const [waiting, credited] = ['70', '71'].map((byte) =>
  Array.from({ length: 14 }, (_, i) => address.parse(`0x${byte.repeat(19)}${(i + 16).toString(16)}`)),
) as [Address[], Address[]]
const taken = new Map<string, Address>()
const takeToken = (tokens: readonly Address[], id: string): Address => {
  const token = taken.get(id) ?? tokens.find((one) => ![...taken.values()].includes(one))
  if (token === undefined) throw new RangeError('a token for each request')
  taken.set(id, token)
  return token
}
const choice = (decision: DecisionId) => [{ decision, support: 'for' as const }]
/** Somebody who never signs keeps a founding from becoming a DAO. */
const seats = (...accounts: readonly Member['account'][]) => [...accounts, absent].map((account) => ({ account, power: '1', shares: '1' }))

/** Three bytes, handed over and named. */
const addFile = async (api: Api, id: string, space: SpaceId) => {
  await api.files.upload({ space, upload: id, size: 3 })
  await api.files.write({ space, upload: id, at: 0, content: 'AAEC' })
  return api.files.add({ requestId: id, space, upload: id, name: 'three.bin', type: '', about: null })
}

const commands: Readonly<Record<string, Command>> = {
  'node.useAccount': (api, id, { ada }) => api.node.useAccount({ requestId: id, account: ada.account }),
  'node.dismissDamage': (api, id) => api.node.dismissDamage({ requestId: id }),
  'lobbies.create': (api, id) => api.lobbies.create({ requestId: id, name: 'Hill', displayName: 'ada', expiresInHours: 2 }),
  'lobbies.join': (api, id, { invite }) => api.lobbies.join({ requestId: id, invite, displayName: 'ada' }),
  'lobbies.revokeInvite': (api, id, { lobby }) => api.lobbies.revokeInvite({ requestId: id, space: lobby }),
  'lobbies.propose': (api, id, { lobby, ada }) =>
    api.lobbies.propose({ requestId: id, space: lobby, members: seats(ada.account), rules: { ...rules, votingPeriod: 99 } }),
  'lobbies.cosign': (api, id, { lobby, genesisHash }) => api.lobbies.cosign({ requestId: id, space: lobby, genesisHash }),
  'daos.enter': (api, id, { elsewhere: invite }) => api.daos.enter({ requestId: id, invite, displayName: 'ada' }),
  'daos.invite': (api, id, { space }) => api.daos.invite({ requestId: id, space, expiresInHours: 2 }),
  'daos.revokeInvite': (api, id, { space, given }) => api.daos.revokeInvite({ requestId: id, space, invite: given }),
  'daos.deploy': (api, id, { space }) => api.daos.deploy({ requestId: id, space }),
  'daos.deposit': (api, id, { space }) => api.daos.deposit({ requestId: id, space, wei: '1' }),
  'daos.setDisplayName': (api, id, { space }) => api.daos.setDisplayName({ requestId: id, space, name: 'Ada L.' }),
  'daos.ragequit': (api, id, { space }) => api.daos.ragequit({ requestId: id, space, shares: '1', tokens: [ether] }),
  'income.distribute': (api, id, { space }) => api.income.distribute({ requestId: id, space, token: takeToken(waiting, id) }),
  'income.claim': (api, id, { space }) => api.income.claim({ requestId: id, space, token: takeToken(credited, id), recipient: absent }),
  'treasury.list': (api, id, { space }) =>
    api.treasury.list({ requestId: id, space, token: credited[0] ?? ether, standard: 'erc20', item: null }),
  'treasury.unlist': (api, id, { space }) => api.treasury.unlist({ requestId: id, space, token: credited[0] ?? ether, item: null }),
  'drafts.open': (api, id, { space }) => api.drafts.open({ requestId: id, space, title: 'Another' }),
  'drafts.rename': (api, id, { space, draft }) => api.drafts.rename({ requestId: id, space, draft, title: 'Better' }),
  'drafts.discard': (api, id, { space, draft }) => api.drafts.discard({ requestId: id, space, draft }),
  'drafts.restore': (api, id, { space, draft, version }) => api.drafts.restore({ requestId: id, space, draft, what: { version } }),
  'proposals.submit': (api, id, { space }) =>
    api.proposals.submit({ requestId: id, space, draft: null, title: 'New', content: 'text', calls: [] }),
  'proposals.replaceMember': (api, id, { space, ada }) =>
    api.proposals.replaceMember({ requestId: id, space, from: ada.account, to: absent, reason: '' }),
  'proposals.changeRules': (api, id, { space }) =>
    api.proposals.changeRules({ requestId: id, space, rules: { ...rules, quorumBps: 6_000 }, reason: '' }),
  'proposals.resubmit': (api, id, { space, over }) => api.proposals.resubmit({ requestId: id, space, decision: over }),
  'proposals.withdraw': (api, id, { space, open }) => api.proposals.withdraw({ requestId: id, space, decision: open }),
  'proposals.enact': (api, id, { space, passed }) => api.proposals.enact({ requestId: id, space, decisions: [passed] }),
  'comments.post': (api, id, { space, open }) => api.comments.post({ requestId: id, space, about: open, replyTo: null, text: 'yes' }),
  'files.add': (api, id, { space }) => addFile(api, id, space),
  'files.fetch': (api, id, { space, file }) => api.files.fetch({ requestId: id, space, file }),
  'files.remove': (api, id, { space, file }) => api.files.remove({ requestId: id, space, file }),
  'files.withdraw': (api, id, { space, file }) => api.files.withdraw({ requestId: id, space, file }),
  'devices.unlink': (api, id, { other }) => api.devices.unlink({ requestId: id, device: other }),
  'ballots.republish': (api, id, { space, aside }) => api.ballots.republish({ requestId: id, space, entry: aside }),
  'ballots.cast': (api, id, { space, open }) => api.ballots.cast({ requestId: id, space, choices: choice(open), reason: '' }),
}

/**
 * Not here: a sandbox's gift, a row that is sent or tried again as often as it is asked (one nonce pays once), and what has tests of its own: edits, and
 * the steps of a record (world/records.test.ts), each possible for a while only.
 */
const elsewhere: readonly string[] = [
  'chain.faucet',
  'chain.retry',
  'chain.accelerate',
  'drafts.edit',
  'proposals.record',
  'proposals.challenge',
  'proposals.execute',
]

const build = async (): Promise<Stage> => {
  const world = createWorld(6)
  await found(world, 2, { second: true })
  const { space } = world
  const [ada, ben, second] = world.people as [Person, Person, Person]
  const submit = (title: string) =>
    world.run(title, apiOf(ada).proposals.submit({ requestId: requestId(world), space, draft: null, title, content: 'text', calls: [] }))
  const over = await submit('Old')
  for (const { process } of [ada, ben, second]) process?.kill()
  await world.pass(16 * 24 * 3_600_000)
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
  for (const person of [ada, ben]) {
    await world.until('both see it', async () => (await apiOf(person).proposals.list({ space })).length === 3)
    const asked = { requestId: requestId(world), space, choices: choice(passed.decision), reason: '' }
    await world.run('vote', apiOf(person).ballots.cast(asked))
  }
  await world.until('it can be enacted', async () => (await a.proposals.get({ space, decision: passed.decision })).tally.enactable)
  await world.until('the terms arrive', async () => (await a.lobbies.get({ space: lobby.space })).proposal !== null)
  // Of the second device, which lies on this disk: nobody else built on that ballot.
  const asked = { requestId: requestId(world), space, choices: choice(open.decision), reason: '' }
  const { entry: aside } = await world.run('a ballot of the second device', apiOf(second).ballots.cast(asked))
  await world.until('it arrives', async () => (await a.daos.audit({ space })).some(({ entry }) => entry === aside))
  // Credits of this member, and income that nobody has distributed yet.
  const { inbox } = await world.run('the inbox', a.income.get({ space, tokens: [] }))
  for (const token of [...credited, ...waiting]) world.chain.fund(inbox, 1_000n, token)
  world.chain.refuse(ada.account)
  // Until a block has them these tokens are none.
  await world.pass(30_000)
  const lies = async (of: readonly Address[], what: 'income' | 'myCredit') =>
    (await world.run('look', a.income.get({ space, tokens: [...of] }))).rows.every((row) => row[what] !== '0')
  await world.until('income lies there', () => lies(credited, 'income'))
  for (const token of credited) await world.run('distribute', b.income.distribute({ requestId: requestId(world), space, token }))
  await world.until('credits', () => lies(credited, 'myCredit'))
  world.chain.refuse(ada.account, false)
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
    over: over.decision,
    file,
    given,
    elsewhere: encodeInvite({ kind: 'dao', ...elsewhereDao, peers: [], expires: world.clock.now() + 90 * 3_600_000 }),
  }
}

/** What this member has done so far, as its disk and its queue have it; openings and keys aside: who starts alone opens new logs, and a missing key is made by the next record. */
const deeds = async ({ ada }: Stage): Promise<Readonly<Record<string, number>>> => {
  const count: Record<string, number> = {}
  const note = (what: string): void => {
    count[what] = (count[what] ?? 0) + 1
  }
  for (const rows of ada.disk.spaces.values())
    for (const { headerBytes } of rows.entries.values()) {
      const { kind, device } = decodeHeader(headerBytes)
      if (device === ada.device && kind !== 'log.open' && kind !== 'key.seal') note(kind)
    }
  for (const { purpose } of await apiOf(ada).chain.transactions()) note(purpose.key)
  for (const { name } of await apiOf(ada).lobbies.list()) note(`lobby ${name}`)
  for (const { name } of await apiOf(ada).daos.list()) note(`dao ${name}`)
  return count
}

/** Asks on a fresh copy of the disk. A crash at that commit swallows the answer, and the same request is sent again after the restart. */
const act = async (stage: Stage, name: string, command: Command, crashAt: number) => {
  const { world, ada } = stage
  ada.process?.kill()
  await world.pass(1_000)
  ada.disk = copyDisk(stage.disk)
  await start(world, ada)
  await world.pass(5_000)
  const id = requestId(world)
  ada.process?.crashAfter(crashAt)
  const { process } = ada
  await world.run(name, Promise.race([command(apiOf(ada), id, stage).catch(() => 'refused'), process?.died]))
  const crashed = ada.process !== process
  if (crashed) {
    await world.pass(1_000)
    await start(world, ada)
    await world.pass(5_000)
    await world.run(`${name} again`, command(apiOf(ada), id, stage))
  }
  ada.process?.crashAfter(Infinity)
  await world.pass(10_000)
  return { crashed, deeds: await deeds(stage) }
}

let stage: Stage
beforeAll(async () => {
  await warmUp()
  stage = await build()
}, 60_000)

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
    const undisturbed = await act(stage, name, command, Infinity)
    expect(undisturbed.crashed).toBe(false)
    let commits = 1
    for (; commits < 12; commits++) {
      const disturbed = await act(stage, name, command, commits)
      expect(disturbed.deeds, `a crash at commit ${commits}`).toEqual(undisturbed.deeds)
      if (!disturbed.crashed) break
    }
    expect(commits).toBeLessThan(12)
  },
  60_000,
)
