import { changeRosterCall } from '@daomesh/chain'
import { proxyEndpoint } from '@daomesh/chain/devnet'
import type { DecisionId, SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

type Call = { readonly target: string; readonly value: string; readonly data: string }

const submit = async (world: RealWorld, by: Member, space: SpaceId, title: string, calls: readonly Call[] = []): Promise<DecisionId> => {
  const row = await by.api.proposals.submit({ requestId: world.requestId(), space, draft: null, title, content: 'text', calls: [...calls] })
  return row.decision
}
const anchorOf = async (at: Member, space: SpaceId, decision: DecisionId) => (await at.api.proposals.get({ space, decision })).anchor.state

/** Everybody says yes, and the first one brings it to the chain. */
const carryOut = async (world: RealWorld, people: readonly Member[], space: SpaceId, decision: DecisionId): Promise<void> => {
  const [first] = people as [Member]
  for (const one of people) await answer(world, one, space, decision)
  await until('decided', async () => (await first.api.proposals.get({ space, decision })).tally.enactable)
  await first.api.proposals.enact({ requestId: world.requestId(), space, decisions: [decision] })
  for (const one of people) await until('enacted', async () => (await anchorOf(one, space, decision)) === 'final')
}

test(
  'M422 M423 M424 X1 X2 a chain that takes back what was final is named, and followed where the member says so',
  { timeout: 240_000 },
  async () => {
    const world = await createRealWorld('lost-blocks')
    const [ada, ben, eve] = [await world.start('ada', 0), await world.start('ben', 1), await world.start('eve', 2)]
    const { space, dao } = await world.found('Meadow', [ada, ben])
    const before = await world.ask('evm_snapshot')

    // Eve is taken in by a decision, and both write under that membership.
    const call = changeRosterCall(dao, [{ account: eve.account, kind: 0, power: 1n, mint: 1n }])
    const taken = await submit(world, ada, space, 'Take Eve in', [{ target: call.target, value: '0', data: call.data }])
    await carryOut(world, [ada, ben], space, taken)
    const { link } = await ada.api.daos.invite({ requestId: world.requestId(), space, expiresInHours: 1 })
    await eve.api.daos.enter({ requestId: world.requestId(), invite: link ?? '', displayName: 'eve' })
    await until('Eve is in', async () => !(await eve.api.daos.get({ space })).locked)
    await eve.api.comments.post({ requestId: world.requestId(), space, about: taken, text: 'Thank you', replyTo: null })
    const comments = async (at: Member) => (await at.api.proposals.get({ space, decision: taken })).comments.map(({ text }) => text)
    await until('her words', async () => (await comments(ada)).includes('Thank you'))
    await ada.api.comments.post({ requestId: world.requestId(), space, about: taken, text: 'Welcome', replyTo: null })
    await until('settled', async () => (await ada.api.chain.transactions()).every(({ state }) => state === 'final'))
    await world.stop(eve)

    // The chain goes another way from before that, and higher than it was.
    await world.stop(ada)
    await world.ask('evm_revert', before)
    // Another program of Ada's uses the number of the transaction that carried it out.
    const number = (await ada.client.nonces(ada.account)).latest
    await world.ask('eth_sendTransaction', { from: ada.account, to: eve.account, value: '0x1', nonce: `0x${number.toString(16)}` })
    await world.ask('anvil_mine', '0x20')
    const again = await world.start('ada', 0)
    for (const one of [again, ben]) {
      await until('named', async () => (await one.api.node.status()).chain.state === 'contradicts')
      const found = (await one.api.network.diagnose({ probe: false })).findings.map(({ code }) => code)
      expect(found).toContain('CHAIN_CONTRADICTS')
      expect(found).not.toContain('CHAIN_UNREACHABLE')
      // The endpoint answers, and what time it is there is known.
      const block = async () => BigInt((await one.api.node.status()).chain.block ?? 0)
      await until('its head', async () => (await block()) === BigInt((await world.ask('eth_blockNumber')) as string))
      expect(await anchorOf(one, space, taken)).toBe('final')
    }

    // A person says that this endpoint is right.
    expect(await again.api.chain.rereadHistory()).toEqual({ differing: 1, from: 'nextStart' })
    expect(await anchorOf(again, space, taken)).toBe('final')
    await ben.api.chain.rereadHistory()
    await world.stop(again)
    await world.stop(ben)
    const people = [await world.start('ada', 0), await world.start('ben', 1)] as const
    for (const one of people) {
      await until('online', async () => (await one.api.node.status()).chain.state === 'online')
      await until('read', async () => (await one.api.daos.get({ space })).deployed === 'final')
      expect((await one.api.daos.get({ space })).memberRows.map(({ account }) => account)).toEqual([ada.account, ben.account].toSorted())
      expect(await anchorOf(one, space, taken)).toBe('none')
      expect((await one.api.network.diagnose({ probe: false })).findings.map(({ code }) => code)).not.toContain('CHAIN_CONTRADICTS')
      // What a stranger wrote counts for nothing, and who wrote under that membership is heard again.
      expect(await comments(one)).not.toContain('Thank you')
    }
    const next = await submit(world, people[0], space, 'Mend the gate')
    await carryOut(world, people, space, next)
    const hashes = await Promise.all(people.map(({ api }) => api.daos.hash({ space })))
    expect(hashes[0]?.stateHash).toBe(hashes[1]?.stateHash)
    expect(await Promise.all(people.map(async ({ api }) => (await api.node.status()).differences))).toEqual([[], []])
    // Nothing that was written is gone: it waits for a membership that the chain has once more.
    const once = await submit(world, people[0], space, 'Take Eve in once more', [{ target: call.target, value: '0', data: call.data }])
    await carryOut(world, people, space, once)
    for (const one of people) await until('heard again', async () => (await comments(one)).toSorted().join() === 'Thank you,Welcome')
    await world.close()
  },
)

test(
  'M423 X2 what an endpoint left out is here after the chain was read anew through another one, and both are equal',
  { timeout: 240_000 },
  async () => {
    const world = await createRealWorld('left-out')
    /** Transactions whose logs the endpoint keeps back. */
    const kept = new Set<string>()
    const withoutKept = (answer: unknown): unknown => {
      const { result, ...rest } = answer as { readonly result: unknown }
      const isKept = (log: unknown): boolean => kept.has((log as { readonly transactionHash?: string } | null)?.transactionHash ?? '')
      return { ...rest, result: Array.isArray(result) ? result.filter((log) => !isKept(log)) : result }
    }
    const liar = await proxyEndpoint(world.devnet.rpcUrl, async (asked, ask) => {
      const answered = await ask(asked)
      return Array.isArray(answered) ? answered.map(withoutKept) : withoutKept(answered)
    })
    const [ada, ben] = [await world.start('ada', 0, liar.rpcUrl), await world.start('ben', 1)]
    const { space, dao } = await world.found('Meadow', [ada, ben])
    const first = await submit(world, ben, space, 'Mend the gate')
    for (const one of [ada, ben]) await answer(world, one, space, first)
    await until('decided', async () => (await ben.api.proposals.get({ space, decision: first })).tally.enactable)
    // Nothing is sent here by the app: the very bytes of the call are known before they are on the chain.
    await world.ask('evm_setAutomine', false)
    await ben.api.proposals.enact({ requestId: world.requestId(), space, decisions: [first] })
    const sent = await until('sent', async () => (await ben.api.chain.transactions()).find(({ state }) => state === 'sent'))
    kept.add(String(sent.hash))
    await world.ask('evm_mine')
    await world.ask('evm_setAutomine', true)
    await until('enacted', async () => (await anchorOf(ben, space, first)) === 'final')
    const second = await submit(world, ben, space, 'Paint the gate')
    for (const one of [ada, ben]) await answer(world, one, space, second)
    await until('decided', async () => (await ben.api.proposals.get({ space, decision: second })).tally.enactable)
    await ben.api.proposals.enact({ requestId: world.requestId(), space, decisions: [second] })
    for (const one of [ada, ben]) await until('enacted', async () => (await anchorOf(one, space, second)) === 'final')
    expect(await anchorOf(ada, space, first)).not.toBe('final')
    const differing = async (at: Member) => (await at.api.node.status()).differences.map(({ code }) => code)
    for (const one of [ada, ben]) await until('named', async () => (await differing(one)).includes('HISTORY_DIFFERS'))

    // Another endpoint alone tells nothing that lies behind: it is asked for what is new.
    await liar.close()
    await world.stop(ada)
    const here = await world.start('ada', 0)
    await world.ask('anvil_mine', '0x3')
    await until(
      'read',
      async () => BigInt((await here.api.node.status()).chain.block ?? 0) === BigInt((await world.ask('eth_blockNumber')) as string),
    )
    expect(await anchorOf(here, space, first)).not.toBe('final')
    expect(await here.api.chain.rereadHistory()).toMatchObject({ differing: 1 })
    await world.stop(here)
    const again = await world.start('ada', 0)
    await until('here', async () => (await anchorOf(again, space, first)) === 'final')
    for (const one of [again, ben]) await until('equal', async () => (await differing(one)).length === 0)
    const hash = async (at: Member) => (await at.api.daos.hash({ space })).stateHash
    await until('one state', async () => (await hash(again)) !== null && (await hash(again)) === (await hash(ben)))
    expect(await again.api.chain.rereadHistory()).toMatchObject({ differing: 0 })
    expect((await ben.client.facts({ dao, from: null })).finalized).toHaveLength((await again.api.daos.hash({ space })).cut.count)
    await world.close()
  },
)

test('M423 M424 X1 a sandbox that lost its last blocks, as by a loss of power, is gone on with', { timeout: 240_000 }, async () => {
  const world = await createRealWorld('lost-sandbox')
  const people = [await world.start('ada', 0), await world.start('ben', 1)] as const
  const { space } = await world.found('Meadow', people)
  const decision = await submit(world, people[0], space, 'Mend the gate')
  const before = await world.ask('evm_snapshot')
  await carryOut(world, people, space, decision)
  await until('settled', async () => (await people[0].api.chain.transactions()).every(({ state }) => state === 'final'))
  for (const one of people) await world.stop(one)
  await world.ask('evm_revert', before)
  const lower = [await world.start('ada', 0), await world.start('ben', 1)] as const
  for (const one of lower) {
    expect(await anchorOf(one, space, decision)).toBe('final')
    expect(await one.api.chain.rereadHistory()).toMatchObject({ differing: 1 })
    await world.stop(one)
  }
  // What Ada had sent is on its way again by itself, and there once more.
  const again = [await world.start('ada', 0), await world.start('ben', 1)] as const
  for (const one of again) await until('enacted', async () => (await anchorOf(one, space, decision)) === 'final')
  const enacted = await Promise.all(again.map(async ({ api }) => (await api.proposals.get({ space, decision })).anchor.transaction))
  expect(enacted[0]).toBe(enacted[1])
  for (const one of again) await until('online', async () => (await one.api.node.status()).chain.state === 'online')
  await world.close()
})

test(
  'M429 X2 an endpoint that answers and refuses what is asked of it is no silent one: it is named, with its own words',
  { timeout: 240_000 },
  async () => {
    const world = await createRealWorld('refusing')
    let refuses = false
    const strict = await proxyEndpoint(world.devnet.rpcUrl, async (asked, ask) => {
      const answered = await ask(asked)
      if (!refuses) return answered
      const told = [answered as { readonly id: number }].flat().map((answer) => {
        const isLogs = [asked].flat().find(({ id }) => id === answer.id)?.method === 'eth_getLogs'
        return isLogs ? { jsonrpc: '2.0', id: answer.id, error: { code: -32_005, message: 'your plan has no logs' } } : answer
      })
      return Array.isArray(asked) ? told : told[0]
    })
    const [ada, ben] = [await world.start('ada', 0, strict.rpcUrl), await world.start('ben', 1)]
    await world.found('Meadow', [ada, ben])
    const found = async (probe: boolean) => (await ada.api.network.diagnose({ probe })).findings
    expect(await found(true)).toEqual([])
    refuses = true
    await world.ask('anvil_mine', '0x1')
    await until('not read', async () => (await ada.api.node.status()).chain.state === 'offline')
    for (const probe of [false, true])
      await until('named', async () => {
        const [one, ...others] = await found(probe)
        return one?.code === 'CHAIN_REFUSES' && one.params['detail'] === 'your plan has no logs' && others.length === 0
      })
    refuses = false
    await until('read again', async () => (await found(true)).length === 0)
    await strict.close()
    await until('silent', async () => (await found(false)).some(({ code }) => code === 'CHAIN_UNREACHABLE'))
    await world.close()
  },
)
