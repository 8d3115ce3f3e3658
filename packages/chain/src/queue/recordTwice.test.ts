import { recordWithGovernance } from '@daomesh/testing'
import { type Address, decisionIdOf, supports } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { decisionOf, found, signSheet } from '../acceptance/fixtures.ts'
import { alice, bob, createQueueScene, ether, payee, payment } from '../acceptance/queueScene.ts'
import { encodeRecord } from '../actions/record.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import type { ChainCall } from '../client/ports.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { Intent } from './rows.ts'

const intent = (id: string, account: Address, call: ChainCall): Intent => ({
  ...payment(id, account),
  call: { ...call, value: '0' },
  supersededBy: ['Records_AlreadyRecorded', 'Dao_AlreadySpent'],
})

/** A decision that passes and is not decisive, closed, and the call that records it. */
const openScene = async () => {
  const scene = createQueueScene(recordWithGovernance)
  const { client, chain, clock } = scene
  const harness = scene.harness()
  const { chainId } = harness.profile.identity
  const { dao, genesis, founder } = await found(harness, client, ether, { challengeWindow: 600 })
  const decision = decisionOf(founder, [paymentCall({ to: payee, amount: 40n })], (await client.head()).timestamp)
  const id = decisionIdOf(chainId, dao, decision)
  const sheets = await Promise.all(
    genesis.members.slice(0, 2).map(({ account: member }, i) => {
      const support = i === 0 ? supports.for : supports.abstain
      return signSheet(harness, dao, { member, revision: 1n, choices: [{ decision: id, support, votes: 0n }] })
    }),
  )
  await clock.advance(3_601_000)
  chain.mine()
  const records = await client.records()
  return { ...scene, call: encodeRecord({ chainId, records, dao, cited: genesis.members, decision, sheets }) }
}

it('A13 A19 X3 D10 who records second is told before it pays anything', async () => {
  const { chain, client, asked, open, reader, call } = await openScene()
  const first = open()
  first.enqueue(intent('a', alice, call))
  await first.nudge()
  chain.mine()
  const before = await client.balance(bob)
  const second = open(reader(), createMemoryQueueStore())
  second.enqueue(intent('b', bob, call))
  await second.nudge()
  expect(second.row('b')).toMatchObject({
    state: 'superseded',
    signed: [],
    error: { code: 'TRANSACTION_SUPERSEDED', meta: { error: 'Records_AlreadyRecorded' } },
  })
  expect(await client.balance(bob)).toBe(before)
  expect(asked).toHaveLength(1)
})

it('A13 A19 X3 both records in one block: one window is open, and the loser pays for its refusal alone', async () => {
  const { chain, client, open, reader, call } = await openScene()
  const first = open()
  const second = open(reader(), createMemoryQueueStore())
  first.enqueue(intent('a', alice, call))
  second.enqueue(intent('b', bob, call))
  await Promise.all([first.nudge(), second.nudge()])
  const before = await client.balance(bob)
  chain.mine(3)
  await Promise.all([first.nudge(), second.nudge()])
  expect(first.row('a')?.state).toBe('final')
  const lost = second.row('b')
  expect(lost).toMatchObject({ state: 'superseded', error: { meta: { error: 'Records_AlreadyRecorded' } } })
  expect(before - (await client.balance(bob))).toBe(BigInt(lost?.mined?.fee ?? 0))
  const recorded = chain.blocks().flatMap(({ events }) => events.filter(({ event }) => event.fact.kind === 'recorded'))
  expect(recorded).toHaveLength(1)
})
