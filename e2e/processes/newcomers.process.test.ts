import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setBalance } from '@daomesh/chain/devnet'
import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity, passwordOf } from '../scene/createIdentity.ts'
import { deployDao } from '../scene/deployDao.ts'
import { foundDao } from '../scene/foundDao.ts'
import { oneState } from '../scene/oneState.ts'
import { sendEnactment } from '../scene/sendEnactment.ts'
import type { SceneMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()

/** The same account on another home, brought there by its recovery phrase. */
const restore = async ({ home, account, name }: Identity): Promise<Identity> => {
  const other = join(stage.folder, `${name}-laptop`)
  mkdirSync(other, { mode: 0o700 })
  writeFileSync(passwordOf(other), 'another password\n', { mode: 0o600 })
  const words = ['identity', 'restore', '--password-file', passwordOf(other), '--phrase-file', join(home, 'phrase')]
  expect((await daomesh<{ account: string }>(other, ...words)).account).toBe(account)
  return { name: `${name} laptop`, home: other, account }
}

test('M22 M23 by command line: a restored device opens the DAO by an invite and reads; a third member is decided on, waits, enters and votes', async () => {
  const identities = await Promise.all(['ana', 'ben', 'eve'].map((name) => createIdentity(stage.folder, name)))
  const [anaId, benId, eveId] = identities as [Identity, Identity, Identity]
  await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(anaId.account), wei: 10n ** 19n })
  const [ana, ben, eve, laptop] = await Promise.all([
    stage.begin(anaId),
    stage.begin(benId),
    stage.begin(eveId),
    restore(anaId).then(stage.begin),
  ])
  const { space, dao } = await foundDao([ana, ben], [1n, 1n])
  await deployDao([ana, ben], space, 10n ** 15n)

  const { link } = await daomesh<{ link: string }>(ben.home, 'dao', 'invite', dao)
  const [here] = await Promise.all([
    daomesh<{ standing: string }>(laptop.home, 'dao', 'enter', link),
    daomesh<{ standing: string }>(eve.home, 'dao', 'enter', `Come in: ${link}`, '--as', 'Eve'),
  ])
  expect(here.standing).toBe('member')
  await until('the restored device reads', async () => !(await laptop.api.daos.get({ space })).locked)
  const waits = await until('eve’s own chain is read', async () => {
    const page = await eve.api.daos.get({ space })
    return page.standing === 'waiting' && page
  })
  expect([waits.hash.entries, waits.openProposals]).toEqual([0, 0])

  const { decision } = await daomesh<{ decision: `0x${string}` }>(
    ana.home,
    'member',
    'add',
    dao,
    `${eve.account}:1:50`,
    '--title',
    'Take Eve in',
    '--content',
    'She built the landing stage.',
  )
  const [row] = await until('the proposal at the laptop', async () => {
    const rows = await laptop.api.proposals.list({ space })
    return rows.length === 1 && rows
  })
  expect(row).toMatchObject({ decision, asks: { key: 'asks.roster' } })
  const choose = (member: SceneMember, on: NonNullable<typeof row>['decision']) =>
    member.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision: on, support: 'for' }], reason: '' })
  if (row === undefined) throw new Error('no proposal')
  // Ana votes on her second device.
  await until('the proposal at ben’s', async () => (await ben.api.proposals.list({ space })).length === 1)
  await Promise.all([choose(laptop, row.decision), choose(ben, row.decision)])
  await until('decided', async () => (await ana.api.proposals.get({ space, decision: row.decision })).tally.enactable)
  await sendEnactment(ana, space, row.decision)

  await until('eve reads', async () => {
    const { standing, locked } = await eve.api.daos.get({ space })
    return standing === 'member' && !locked
  })
  const page = await until('what was said before', async () => eve.api.proposals.get({ space, decision: row.decision }))
  expect(page).toMatchObject({ content: 'She built the landing stage.', state: 'final' })
  const next = await eve.api.proposals.submit({ requestId: requestId(), space, draft: null, title: 'Paint', content: 'Green.', calls: [] })
  await choose(eve, next.decision)
  await until('her ballot at the others', async () =>
    (await Promise.all([ana, ben, laptop].map(({ api }) => api.proposals.get({ space, decision: next.decision })))).every(
      ({ ballotRows }) => ballotRows.some(({ name }) => name === 'Eve'),
    ),
  )
  const { entries } = await oneState([ana, ben, eve, laptop], space)
  expect(entries).toBeGreaterThan(0)
}, 480_000)
