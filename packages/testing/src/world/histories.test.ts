import type { FactsPage } from '@daomesh/chain'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben'] as const
const otherTransaction = `0x${'66'.repeat(32)}` as const

beforeAll(warmUp)

/** Another transaction, it says, enacted what was enacted. */
const bend = (page: FactsPage): FactsPage => ({
  ...page,
  finalized: page.finalized.map((event) =>
    event.fact.kind === 'enacted' ? { ...event, fact: { ...event.fact, transaction: otherTransaction } } : event,
  ),
})

test('M46 D12 X2 two histories are compared as soon as both have the fact, though nobody writes any more', async () => {
  const world = await createTimedWorld(names)
  const { api, pass, requestId } = world
  const space = await foundTimed(world, names)
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  const facts = async (name: string): Promise<number> => (await api(name).daos.hash({ space })).cut.count
  const bothKnow = (count: number) => async () => (await Promise.all(names.map(facts))).every((one) => one === count)
  await world.until('the founding at both', bothKnow(1))
  const { client } = world.player('ben')
  world.player('ben').client = {
    ...client,
    watch: (request) => client.watch({ ...request, onFacts: (page) => request.onFacts(bend(page)) }),
  }
  await world.stop('ben')
  await world.begin('ben')

  const input = { requestId: requestId(), space, draft: null, title: 'Gate', content: 'text', calls: [] }
  const { decision } = await pass(api('ada').proposals.submit(input))
  await world.until('the proposal at the other', async () => (await api('ben').proposals.list({ space })).length === 1)
  const cast = { space, choices: [{ decision, support: 'for' as const }], reason: '' }
  for (const name of names) await pass(api(name).ballots.cast({ requestId: requestId(), ...cast }))
  await world.until('decisive', async () => (await api('ada').proposals.get({ space, decision })).tally.enactable)
  // Whatever was written is compared by now, and sessions are minutes apart.
  await world.advance(600_000)
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  await world.until('the fact at both', bothKnow(2))
  await world.advance(2_000)
  for (const [name, other] of [names, names.toReversed()] as const) {
    const { differences } = await api(name as string).node.status()
    expect(differences.map(({ device, code }) => [device, code])).toEqual([[world.player(other as string).device, 'HISTORY_DIFFERS']])
  }
  await world.close()
})
