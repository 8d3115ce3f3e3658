import { createHash } from 'node:crypto'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { appendParagraph, openAuthor } from '@daomesh/drafts'
import { memoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { expect, test } from 'vitest'
import { countWithGovernance } from './countWithGovernance.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'
import { plainRules } from './plainRules.ts'

const factory = address.parse(`0x${'fa'.repeat(20)}`)
let n = 0
const requestId = () => `request-${(n += 1)}`

test('M30 four members found a DAO, draft together, one votes offline, one transaction enacts, all agree', async () => {
  const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: createHash('sha256').update('x').digest('hex'),
    clock: systemClock,
    factory,
    finality: { confirmations: 0 },
    count: countWithGovernance,
    autoMine: true,
  })
  const names = ['ada', 'ben', 'cleo', 'dan'] as const
  const accounts = devnetAccounts(5)
  for (const { address: account } of accounts) chain.fund(account, 100n * 10n ** 18n)
  chain.mine()
  const members: Member[] = []
  for (const [i, name] of names.entries()) {
    const account = accounts[i]!
    members.push(
      await startMember({
        name,
        account,
        hub,
        client: createMemoryClient({ chain, clock: systemClock }),
        clock: systemClock,
        random: systemRandom,
        verifier: nativeVerifier(),
        disk: memoryDisk(),
      }),
    )
  }
  const [ada, ben, cleo, dan] = members as [Member, Member, Member, Member]
  const lobby = await ada.api.lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'ada', expiresInHours: 24 })
  for (const member of [ben, cleo, dan])
    await member.api.lobbies.join({ requestId: requestId(), invite: lobby.invite!, displayName: member.name })
  await until(
    'all four in the lobby',
    async () => (await ada.api.lobbies.get({ space: lobby.space })).members.filter((m) => m.name !== null).length === 4,
  )
  const powers = [40n, 30n, 20n, 10n]
  const proposed = await ada.api.lobbies.propose({
    requestId: requestId(),
    space: lobby.space,
    members: members.map((member, i) => ({ account: member.account, power: powers[i]!.toString(), shares: powers[i]!.toString() })),
    rules: plainRules(1),
  })
  const { genesisHash } = proposed.proposal!
  for (const member of [ben, cleo, dan]) {
    await until('the proposal arrives', async () => (await member.api.lobbies.get({ space: lobby.space })).proposal)
    await member.api.lobbies.cosign({ requestId: requestId(), space: lobby.space, genesisHash })
  }
  const space = await until('the DAO exists everywhere', async () => {
    const states = await Promise.all(members.map(async (m) => (await m.api.lobbies.get({ space: lobby.space })).dao))
    return states.every(Boolean) && states[0]
  })
  await ada.api.daos.deploy({ requestId: requestId(), space })
  await until('deployed', async () =>
    (await Promise.all(members.map((m) => m.api.daos.get({ space })))).every((d) => d.deployed === 'final'),
  )
  await ada.api.daos.deposit({ requestId: requestId(), space, wei: (3n * 10n ** 18n).toString() })
  await until('unlocked and named everywhere', async () =>
    (await Promise.all(members.map((m) => m.api.daos.get({ space })))).every(
      (d) => !d.locked && d.memberRows.every((r) => r.name !== null),
    ),
  )

  const draft = await ada.api.drafts.open({ requestId: requestId(), space, title: 'Pay Eve' })
  await until('the draft arrives', async () => (await ben.api.drafts.list({ space })).length === 1)
  for (const member of [ada, ben]) {
    const session = await member.api.drafts.session({ space, draft: draft.draft })
    const updates: Uint8Array[] = []
    const author = openAuthor({
      clientId: session.clientId,
      snapshot: Buffer.from(session.snapshot, 'base64'),
      onUpdate: (u) => updates.push(u),
    })
    appendParagraph(author.doc, `written by ${member.name}`)
    for (const update of updates)
      await member.api.drafts.edit({
        requestId: requestId(),
        space,
        draft: draft.draft,
        session: session.session,
        at: session.at,
        update: Buffer.from(update).toString('base64'),
      })
  }
  await until('both texts everywhere', async () => {
    const texts = await Promise.all(members.map(async (m) => (await m.api.drafts.preview({ space, draft: draft.draft })).markdown))
    return texts.every((text) => text === texts[0] && text.includes('ada') && text.includes('ben'))
  })
  const worker = accounts[4]!.address
  const { decision } = await ada.api.proposals.submit({
    requestId: requestId(),
    space,
    draft: draft.draft,
    title: 'Pay Eve',
    content: null,
    calls: [{ target: worker, value: (10n ** 18n).toString(), data: '0x' }],
  })
  await dan.api.network.setOnline({ online: true, chain: true })
  for (const member of members) await until('the proposal arrives', async () => (await member.api.proposals.list({ space })).length === 1)
  await cleo.api.network.setOnline({ online: false, chain: false })
  await cleo.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: 'good work' })
  await ada.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
  await until('two ballots not yet decisive', async () => (await ben.api.proposals.get({ space, decision })).ballotRows.length === 1)
  await expect(ben.api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })).rejects.toMatchObject({
    code: 'ENACT_NOT_DECISIVE',
  })
  await cleo.api.network.setOnline({ online: true, chain: true })
  await until('decisive', async () => (await ben.api.proposals.get({ space, decision })).tally.enactable)
  await ben.api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })
  for (const member of members) await until('final', async () => (await member.api.proposals.get({ space, decision })).state === 'final')
  const hashes = await until('equal hashes', async () => {
    const all = await Promise.all(members.map((m) => m.api.daos.hash({ space })))
    return all.every((h) => h.stateHash !== null && h.stateHash === all[0]!.stateHash) && all
  })
  expect(new Set(hashes.map((h) => h.stateHash)).size).toBe(1)
  expect(await ada.client.balance(worker)).toBe(101n * 10n ** 18n)
  for (const member of members) await member.node.close()
}, 120_000)
