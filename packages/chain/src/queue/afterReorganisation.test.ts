import { expect, it } from 'vitest'
import { decisionOf, enactCall, found } from '../acceptance/fixtures.ts'
import { alice, bob, createQueueScene, ether, payee, payment } from '../acceptance/queueScene.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { Intent } from './rows.ts'

it('A98 X1 what is mined again and comes to nothing there is on its way, and mined no more, until that is final', async () => {
  const { chain, client, harness, open, reader, received } = createQueueScene()
  const founded = await found(harness(), client, ether)
  const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 40n })], (await client.head()).timestamp)
  const call = { ...(await enactCall(harness(), founded, [decision])), value: '0' }
  const intent = (id: string, account = alice): Intent => ({ ...payment(id, account), call, supersededBy: ['Dao_AlreadySpent'] })
  const [first, second] = [open(), open(reader(), createMemoryQueueStore())]
  first.enqueue(intent('a'))
  second.enqueue(intent('b', bob))
  for (const one of [first, second]) await one.nudge()
  // Hers comes first, and his to nothing behind it.
  chain.mine()
  await first.nudge()
  expect(first.row('a')?.state).toBe('anchored')
  const { hash, raw } = first.row('a')!.signed[0]!
  chain.reorganise(1, [hash])
  // Now his is first, and hers comes behind it, before anybody looked.
  chain.mine()
  await chain.submit(raw)
  chain.mine()
  expect(await client.receipt(hash)).toMatchObject({ ok: false, final: false })
  await first.nudge()
  expect(first.row('a')).toMatchObject({ state: 'sent', mined: null })
  chain.mine(3)
  for (const one of [first, second]) await one.nudge()
  expect(first.row('a')).toMatchObject({ state: 'superseded', error: { code: 'TRANSACTION_SUPERSEDED' } })
  expect(second.row('b')?.state).toBe('final')
  expect(await received()).toBe(40n)
})

it('A99 A12 X1 the next one takes no number of what a reorganisation took back, though nobody looked since: nobody signs that again', async () => {
  const { chain, asked, store, client, open, received } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  await queue.nudge()
  chain.mine()
  await queue.nudge()
  const { hash } = queue.row('a')!.signed[0]!
  expect(queue.row('a')?.state).toBe('anchored')
  // While the program was away.
  chain.reorganise(1, [hash])
  chain.forgetPool()
  const again = open(client, store)
  again.enqueue(payment('b', alice, 7n))
  await again.nudge()
  for (let blocks = 0; blocks < 6; blocks++) {
    chain.mine()
    await again.nudge()
  }
  expect(again.rows().map(({ id, state, signed }) => [id, state, signed.map(({ nonce }) => nonce)])).toEqual([
    ['a', 'final', [0]],
    ['b', 'final', [1]],
  ])
  expect(asked).toHaveLength(2)
  expect(await received()).toBe(12n)
})

it('A100 X1 what a revert names with other arguments than those of somebody who was first is no overtaking: it failed', async () => {
  const { chain, client, harness, open } = createQueueScene()
  const founded = await found(harness(), client, ether)
  const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 40n })], (await client.head()).timestamp)
  const call = await enactCall(harness(), founded, [decision])
  const queue = open()
  const ask = (id: string, supersededBy: readonly string[] = [], account = bob) =>
    queue.enqueue({ ...payment(id, account), call: { ...call, value: '0' }, supersededBy })
  ask('first', [], alice)
  await queue.nudge()
  chain.mine(3)
  await queue.nudge()
  const [outcome] = await client.simulate({ from: bob, calls: [call] })
  const args = outcome?.ok === false ? outcome.args : []
  expect(args).toHaveLength(1)
  const cases = { named: 'Dao_AlreadySpent', any: 'Dao_AlreadySpent(*)', these: `Dao_AlreadySpent(${args.join()})` }
  for (const [id, named] of Object.entries(cases)) ask(id, ['Dao_Other', named])
  ask('others', ['Dao_Other', 'Dao_AlreadySpent(0)'])
  ask('longer', ['Dao_AlreadySpentNow(*)'])
  await queue.nudge()
  expect(queue.rows().map(({ id, state, error }) => [id, state, error?.code])).toEqual([
    ['first', 'final', undefined],
    ...Object.keys(cases).map((id) => [id, 'superseded', 'TRANSACTION_SUPERSEDED']),
    ['others', 'failed', 'TRANSACTION_REVERTED'],
    ['longer', 'failed', 'TRANSACTION_REVERTED'],
  ])
})
