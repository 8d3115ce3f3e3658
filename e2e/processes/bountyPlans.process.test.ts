import { setBalance } from '@daomesh/chain/devnet'
import { address, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()
const patience = 60_000

test('M140 M141 M233 M270 M271 by command line: a DAO plans what it passes on without a file, plans it anew, anchors all that is ready, and a part of it is delivered', async () => {
  const identities = await Promise.all(['ana', 'ben', 'cai'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben, cai] = identities as [Identity, Identity, Identity]
  for (const { account } of [ana, ben])
    await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(account), wei: 10n ** 19n })
  const running = await Promise.all(identities.map(stage.begin))
  // What is waited for is asked of the nodes, what is done is done by the command line.
  const nodeOf = ({ name }: Identity) => {
    const member = running.find((one) => one.name === name)
    if (member === undefined) throw new Error(`nobody is called ${name}`)
    return member.api
  }
  const run = <T>(by: Identity, ...words: readonly string[]) => daomesh<T>(by.home, ...words)
  await run(ben, 'lobby', 'create', 'Mill', '--as', 'Ben')
  await run(ben, 'lobby', 'propose', 'Mill', '--equal', '100')
  await run(ben, 'dao', 'deploy', 'Mill')
  const dao = await until(
    'the DAO stands',
    async () => {
      const [row] = await nodeOf(ben).daos.list()
      const one = row === undefined ? null : await nodeOf(ben).daos.get({ space: row.space })
      return one?.deployed === 'final' && !one.locked && one.dao
    },
    patience,
  )
  const vote = (decision: string) => run(ben, 'ballot', 'cast', 'Mill', `${decision}=for`)
  const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString()

  /** A deal from its opening to the hunter's signature. */
  const agree = async (issuer: Identity, hunter: Identity, other: string, title: string, amount: string, own: readonly string[]) => {
    const { space } = await run<{ space: SpaceId }>(issuer, 'deal', 'open', other, '--title', title, '--brief', title, '--pay', ...own)
    const { link } = await run<{ link: string }>(issuer, 'deal', 'link', space)
    await run(hunter, 'deal', 'enter', link)
    const rowAt = async (by: Identity) => (await nodeOf(by).deals.get({ space })).offerRows[0]
    await until(`${title} is readable`, async () => !(await nodeOf(hunter).deals.get({ space })).locked, patience)
    const terms = ['--amount', amount, '--deliver-by', days(28), '--valid-until', days(7), '--arbiter', `0x${'ab'.repeat(20)}`]
    const { offer } = await run<{ offer: string }>(issuer, 'deal', 'offer', space, ...terms)
    await until('the offer is there', async () => ((await rowAt(hunter))?.brief ?? null) !== null, patience)
    await run(hunter, 'deal', 'accept', space, offer)
    if (other === dao) {
      const question = await until('the members are asked', async () => (await rowAt(hunter))?.question ?? null, patience)
      await vote(question.decision)
    }
    const row = await until('signed', async () => ((await rowAt(issuer))?.status === 'signed' ? rowAt(issuer) : null), patience)
    return { space, offer, bounty: row.bounty }
  }
  const whole = await agree(ana, ben, dao, 'Weir', '1eth', [])
  const stones = await agree(ben, cai, cai.account, 'Stones', '0.4eth', ['--as', 'Mill'])

  type Planned = { readonly decision: string; readonly sum: string }
  const planned = await run<Planned>(ben, 'bounty', 'plan', 'Mill', '--bounty', whole.bounty)
  expect(planned.sum).toBe(String(4n * 10n ** 17n))
  await vote(planned.decision)
  await until('its ballots sign it', async () => (await nodeOf(ben).bounties.pyramid({ bounty: whole.bounty })).plan?.signed, patience)
  expect(await run(ben, 'bounty', 'plans', 'Mill')).toMatchObject([{ bounty: whole.bounty, signature: expect.stringMatching(/^0x../) }])
  // Nothing changed: nobody is asked twice. With another part they are, and what they sign then counts.
  expect((await run<Planned>(ben, 'bounty', 'plan', 'Mill', '--bounty', whole.bounty)).decision).toBe(planned.decision)
  await agree(ben, cai, cai.account, 'Sand', '0.1eth', ['--as', 'Mill'])
  const anew = await run<Planned>(ben, 'bounty', 'plan', 'Mill', '--bounty', whole.bounty)
  expect(anew.sum).toBe(String(5n * 10n ** 17n))
  await vote(anew.decision)
  const sumOf = async () => (await nodeOf(ben).bounties.pyramid({ bounty: whole.bounty })).plan
  await until('the new plan counts', async () => (await sumOf())?.signed === true && (await sumOf())?.sum === anew.sum, patience)

  await run(ana, 'deal', 'fund', whole.space, whole.offer)
  await until('it can be anchored', async () => (await nodeOf(ben).bounties.pyramid({ bounty: whole.bounty })).step === 'anchor', patience)
  const { decision } = await run<{ decision: string }>(ben, 'bounty', 'anchor', whole.bounty, '--as', 'Mill')
  await vote(decision)
  await run(ben, 'proposal', 'enact', 'Mill', decision)
  await until(
    'safe to start',
    async () =>
      (
        await nodeOf(cai)
          .bounties.pyramid({ bounty: stones.bounty })
          .catch(() => null)
      )?.safe,
    patience,
  )
  expect(await run(ben, 'bounty', 'pyramid', whole.bounty)).toMatchObject({ safe: true, committed: anew.sum })
  // What stands is never split again by this: nothing is ready any more.
  await expect(run(ben, 'bounty', 'anchor', whole.bounty, '--as', 'Mill')).rejects.toThrow(/BOUNTY_NOTHING_DUE/)

  type Task = { readonly kind: string; readonly action: string; readonly node: string | null; readonly amount: string }
  const partOf = async () => (await run<readonly Task[]>(cai, 'bounty', 'tasks')).filter(({ action }) => action === 'deliver')
  const part = await until('cai owes both parts', async () => ((await partOf()).length === 2 ? (await partOf())[0] : null), patience)
  expect(part.kind).toBe('owe')
  expect(await run(cai, 'bounty', 'deliver', whole.bounty, '--part', part.node ?? '', '--note', 'Done.')).toMatchObject({
    transaction: null,
  })
  expect((await partOf()).length).toBe(1)
}, 480_000)
