import { supports } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { openRecordScene, recordOnly, voting, window } from './recordScene.ts'

beforeAll(warmUp)

test('M191 M193 M63 M64 M453 M454 G1 what passes is recorded, challenged by the nodes of those whose ballots are missing, and carried out', async () => {
  const scene = await openRecordScene()
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
  // Lists say what it comes to, and until when, and that it cannot be decided at once any more.
  const listed = async (name: string) => (await world.api(name).proposals.list({ space })).find((row) => row.decision === decision)
  const { record: opened, tally } = await scene.page('cleo', decision)
  expect(await listed('cleo')).toMatchObject({ recorded: { stage: 'window', passes: true, until: opened.windowEnd } })
  // It is under way, and is counted as that.
  expect(await world.api('cleo').daos.get({ space })).toMatchObject({ openProposals: 1 })
  expect(tally.explanation.map(({ key }) => key).filter((key) => /decisive|unanimity|outcome/.test(key))).toEqual([])
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
  expect(await listed('ada')).toMatchObject({ recorded: { stage: 'window', passes: false } })
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
  // Who neither recorded nor challenged reads all of it where what happened is told.
  const { activity } = await world.api('ben').daos.get({ space })
  const told = activity.filter(({ entry }) => entry === null).toReversed()
  expect(told.map(({ kind, name, title, decision: about }) => [kind, name, title, about])).toEqual(
    [
      ['decision.record', null],
      ['record.fails.one', 'cleo'],
      ['record.passes.one', 'ben'],
      ['decision.enact', null],
    ].map((row) => [...row, 'Lamp', decision]),
  )
  await world.close()
})

test('M193 G13 whoever leaves out a ballot wins nothing: another member brings it though its owner sleeps, and only one of them pays', async () => {
  const scene = await openRecordScene()
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

test('M193 M64 M453 who refuses the transaction is asked once, and told afterwards that the ballot does not count', async () => {
  const scene = await openRecordScene()
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
  // What is counted is what was recorded, and the ballot says why it is not in it.
  const { tally, ballotRows } = await scene.page('cleo', decision)
  expect(tally).toMatchObject({ for: '1', abstain: '1', uncast: '1' })
  expect(ballotRows.flatMap(({ name, ignored }) => (ignored === null ? [] : [[name, ignored.key]]))).toEqual([
    ['cleo', 'ballot.afterWindow'],
  ])
  await world.close()
})
