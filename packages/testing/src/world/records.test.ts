import { encodeRecord } from '@daomesh/chain'
import { createDevnetSigner } from '@daomesh/chain/devnet'
import { contentHashOf } from '@daomesh/governance'
import { address, daomeshDomain, type Decision, type DecisionId, decisionIdOf, type Rules, slotOf, supports } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
type Name = (typeof names)[number]
const payee = address.parse(`0x${'e2'.repeat(20)}`)
const [voting, window] = [120, 240]

beforeAll(warmUp)

/** Three members of one vote each; what is For by one and Abstain by another passes and is not decisive. */
const open = async (rules: Partial<Rules> = {}) => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names, { votingPeriod: voting, challengeWindow: window, ...rules })
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  const daos = () => Promise.all(names.map((name) => world.api(name).daos.get({ space })))
  await world.until('deployed', async () => (await daos()).every(({ deployed }) => deployed === 'final'))
  const [{ dao } = { dao: payee }] = await daos()
  world.chain.fund(dao, 1_000n)
  const submit = async (title: string, by: Name = 'ada'): Promise<DecisionId> => {
    const calls = [{ target: payee, value: '10', data: '0x' as const }]
    const asked = { requestId: world.requestId(), space, draft: null, title, content: 'text', calls }
    const { decision } = await world.pass(world.api(by).proposals.submit(asked))
    await world.until('everybody has it', async () =>
      (await Promise.all(names.map((name) => world.api(name).proposals.list({ space })))).every((rows) =>
        rows.some((row) => row.decision === decision),
      ),
    )
    return decision
  }
  const page = (name: Name, decision: DecisionId) => world.pass(world.api(name).proposals.get({ space, decision }))
  return {
    world,
    space,
    dao,
    submit,
    page,
    cast: (name: Name, decision: DecisionId, support: 'for' | 'against' | 'abstain') =>
      world.pass(world.api(name).ballots.cast({ requestId: world.requestId(), space, choices: [{ decision, support }], reason: '' })),
    act: (name: Name, verb: 'record' | 'challenge' | 'execute', decision: DecisionId, requestId = world.requestId()) =>
      world.pass(world.api(name).proposals[verb]({ requestId, space, decision })),
    status: async (name: Name, decision: DecisionId) => (await page(name, decision)).record.status,
    ballots: (name: Name, decision: DecisionId, count: number) =>
      world.until(
        `${count} ballots at ${name}`,
        async () => (await world.api(name).proposals.get({ space, decision })).ballotRows.length === count,
      ),
    /** Chain time: every block is made by something that happens. */
    wait: async (seconds: number) => {
      await world.advance(seconds * 1_000)
      world.chain.mine()
      await world.advance(2_000)
    },
    paid: () => world.chain.blocks().at(-1)?.world.balances.get(payee) ?? 0n,
    sent: async (name: Name) => (await world.api(name).chain.transactions()).map(({ purpose, state }) => `${purpose.key} ${state}`),
  }
}

test('M55 M56 M57 M58 G1 what passes is recorded, challenged by the nodes of those whose ballots are missing, and carried out', async () => {
  const scene = await open()
  const { world, space } = scene
  const decision = await scene.submit('Lamp')
  await scene.cast('ada', decision, 'for')
  await scene.cast('ben', decision, 'abstain')
  await scene.ballots('ada', decision, 2)
  await expect(scene.act('ada', 'record', decision)).rejects.toMatchObject({ code: 'DECISION_UNRECORDABLE' })
  await scene.wait(voting + 1)
  expect(await scene.page('ada', decision)).toMatchObject({ state: 'passing', record: { recordable: true, atOnce: false } })
  const requestId = world.requestId()
  const first = await scene.act('ada', 'record', decision, requestId)
  await world.until('recorded', async () => (await scene.status('ben', decision)) === 'challengeable')
  expect(await scene.act('ada', 'record', decision, requestId)).toMatchObject({ id: first.id })
  await expect(scene.act('ben', 'challenge', decision)).rejects.toMatchObject({ code: 'DECISION_COMPLETE' })
  await expect(scene.act('ben', 'execute', decision)).rejects.toMatchObject({ code: 'DECISION_UNEXECUTABLE' })
  await expect(scene.act('ben', 'record', decision)).rejects.toMatchObject({ code: 'DECISION_UNRECORDABLE' })
  expect((await scene.page('ada', decision)).record).toMatchObject({ passes: true, counted: 2, missing: [], notice: null })

  expect((await scene.page('cleo', decision)).record.notice?.key).toBe('record.notice.notVoted')
  // Her own node brings it, once; meanwhile she is told.
  await scene.cast('cleo', decision, 'against')
  const cleo = await scene.page('cleo', decision)
  expect(cleo.record).toMatchObject({ missing: [{ self: true }], turns: true, notice: { key: 'record.notice.yours' } })
  expect((await world.api('cleo').proposals.list({ space })).find((row) => row.decision === decision)?.notice?.key).toBe(
    'record.notice.yours',
  )
  await world.until('brought', async () => (await scene.page('ada', decision)).record.passes === false)
  await world.until('settled', async () => (await scene.sent('cleo')).join() === 'transaction.challenge final')
  await world.until('nothing is missing', async () => (await scene.page('cleo', decision)).record.notice === null)
  await scene.cast('ben', decision, 'for')
  await world.until('brought too', async () => (await scene.page('ada', decision)).record.passes === true)
  await world.until('settled too', async () => (await scene.sent('ben')).join() === 'transaction.challenge final')
  expect((await scene.sent('ada')).filter((row) => row.startsWith('transaction.challenge'))).toEqual([])

  await scene.wait(2 * window)
  expect(await scene.status('cleo', decision)).toBe('executable')
  await expect(scene.cast('cleo', decision, 'for')).rejects.toMatchObject({ code: 'BALLOT_CLOSED' })
  await scene.act('cleo', 'execute', decision)
  await world.until('carried out', async () => (await scene.page('ada', decision)).state === 'final')
  expect(scene.paid()).toBe(10n)
  await world.close()
})

type Scene = Awaited<ReturnType<typeof open>>

/** A record that its sender made of these ballots alone, whatever else is signed. */
const recordOnly = async (
  scene: Awaited<ReturnType<typeof open>>,
  decision: DecisionId,
  said: Partial<Record<Name, number>>,
): Promise<void> => {
  const { world, dao } = scene
  const { chainId } = world.chain.identity
  const state = world.chain.blocks().at(-1)?.world.daos.get(dao)
  if (state === undefined) throw new Error('no DAO')
  const signer = createDevnetSigner(world.accounts)
  const domain = daomeshDomain(chainId, dao)
  const sheets = await Promise.all(
    Object.entries(said).map(async ([name, support]) => {
      const member = address.parse(world.player(name).member.account)
      const message = { member, revision: 1n, choices: [{ decision, support, votes: 0n }] }
      const context = { title: 'test', lines: [] }
      return {
        ...message,
        signature: await signer.sign(member, { type: 'typedData', domain, name: 'BallotSheet', message, about: [], context }),
      }
    }),
  )
  const struct = await decisionStruct(scene, decision)
  const client = world.player('ada').client
  const from = address.parse(world.player('ada').member.account)
  const encoded = encodeRecord({ chainId, records: world.chain.records, dao, cited: state.genesis.members, decision: struct, sheets })
  const transaction = await world.pass(client.prepare({ from, ...encoded }))
  await world.pass(client.sendRaw(await signer.sign(from, { type: 'transaction', transaction, context: { title: 'test', lines: [] } })))
}

/** The decision itself, as the proposal's record on a member's disk has it. */
const decisionStruct = async ({ world, space, dao }: Scene, id: DecisionId): Promise<Decision> => {
  const page = await world.pass(world.api('ada').proposals.get({ space, decision: id }))
  const decision: Decision = {
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: slotOf(page.author, 0n),
    closesAt: page.closesAt,
    expiresAt: page.expiresAt,
    executor: address.parse(`0x${'0'.repeat(40)}`),
    afterDecision: `0x${'0'.repeat(64)}`,
    calls: page.calls.map(({ target, value, data, codeHash }) => ({ target, value: BigInt(value), data, codeHash })),
    contentHash: contentHashOf(page.title, page.content),
  }
  expect(decisionIdOf(world.chain.identity.chainId, dao, decision)).toBe(id)
  return decision
}

test('M56 G13 whoever leaves out a ballot wins nothing: another member brings it though its owner sleeps, and only one of them pays', async () => {
  const scene = await open()
  const { world } = scene
  const decision = await scene.submit('Bench')
  await scene.cast('ada', decision, 'for')
  await scene.cast('ben', decision, 'abstain')
  await scene.cast('cleo', decision, 'against')
  await scene.ballots('ben', decision, 3)
  await scene.ballots('ada', decision, 3)
  await world.stop('cleo')
  await scene.wait(voting + 1)
  expect(await scene.page('ben', decision)).toMatchObject({
    state: 'closed',
    record: { recordable: false, words: [{ key: 'record.notPassing' }] },
  })
  await recordOnly(scene, decision, { ada: supports.for, ben: supports.abstain })
  await world.until('recorded', async () => (await scene.status('ben', decision)) === 'challengeable')
  expect((await scene.page('ben', decision)).record).toMatchObject({ passes: true, turns: true, notice: { key: 'record.notice.turns' } })
  await world.until('brought', async () => (await scene.page('ben', decision)).record.passes === false)
  await scene.wait(2 * window)
  const sent = [...(await scene.sent('ada')), ...(await scene.sent('ben'))].filter((row) => row.startsWith('transaction.challenge'))
  expect(sent).toEqual(['transaction.challenge final'])
  expect(await scene.page('ben', decision)).toMatchObject({ state: 'rejected', record: { words: [{ key: 'record.rejected' }] } })
  await expect(scene.act('ben', 'execute', decision)).rejects.toMatchObject({ code: 'DECISION_UNEXECUTABLE' })
  expect(scene.paid()).toBe(0n)
  await world.close()
})

test('M56 M58 who refuses the transaction is asked once, and told afterwards that the ballot does not count', async () => {
  const scene = await open()
  const { world } = scene
  const decision = await scene.submit('Fence')
  await scene.cast('ada', decision, 'for')
  await scene.cast('ben', decision, 'abstain')
  await scene.ballots('ada', decision, 2)
  await scene.wait(voting + 1)
  await scene.act('ada', 'record', decision)
  await world.until('recorded', async () => (await scene.status('cleo', decision)) === 'challengeable')
  await world.stop('ada')
  await world.stop('ben')
  await scene.cast('cleo', decision, 'abstain')
  world.player('cleo').answers = 'no'
  await world.until('asked', async () => (await scene.sent('cleo')).includes('transaction.challenge failed'))
  await scene.wait(60)
  expect(await scene.sent('cleo')).toEqual(['transaction.challenge failed'])
  expect((await scene.page('cleo', decision)).record.notice?.key).toBe('record.notice.yours')
  await scene.wait(window)
  expect(await scene.page('cleo', decision)).toMatchObject({ state: 'executable', record: { notice: { key: 'record.notice.late' } } })
  await world.close()
})
