import { type BountyFactsPage, escrowAddress, type FactsCursor } from '@daomesh/chain'
import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import { address, type BountyEvent, type BountyId, toRecord } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { requestId } from './actions/requestId.ts'
import { expectOnce } from './crashOnce.ts'
import { createWorld } from './createWorld.ts'
import { agreementOf, terms } from './bountyWork.ts'
import { addPerson, apiOf, start } from './person.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

/** The chain is one for all runs, and each bounty is split and paid once: one for each time that it is asked. */
const times = 10
/** After a crash until it is asked again, in milliseconds: what was queued is mined and final by then. */
const away = 120_000
const verbs = ['split', 'payout'] as const
type Verb = (typeof verbs)[number]
/** What the chain tells of it. */
const facts = { split: 'split', payout: 'paid' } as const

type Stage = {
  readonly world: World
  readonly ada: Person
  readonly disk: MemoryDisk
  readonly bounties: Readonly<Record<Verb, readonly BountyId[]>>
}

const build = async (): Promise<Stage> => {
  const world = createWorld(9, { calm: true })
  const [ada, ben] = ['ada', 'ben'].map((name, i) => {
    const key = world.accounts[i]
    if (key === undefined) throw new RangeError('an account each')
    return addPerson(world, name, key)
  }) as [Person, Person]
  for (const person of [ada, ben]) await start(world, person)
  const ask = () => ({ requestId: requestId(world), as: null })
  const settled = async (person: Person): Promise<void> =>
    world.until('all is final', async () => (await apiOf(person).chain.transactions()).every(({ state }) => state === 'final'))
  const fund = async (): Promise<BountyId> => {
    const agreement = toRecord(agreementOf(world, ben.account, ada.account, 1_000n))
    const { bounty, signature } = await world.run('sign', apiOf(ada).bounties.sign({ ...ask(), agreement, terms }))
    await world.run('fund', apiOf(ben).bounties.fund({ ...ask(), agreement, terms, hunterSignature: signature }))
    return bounty
  }
  const [split, payout]: [BountyId[], BountyId[]] = [[], []]
  for (let n = 0; n < times; n++) for (const all of [split, payout]) all.push(await fund())
  await settled(ben)
  for (const bounty of payout)
    await world.run('split', apiOf(ada).bounties.split({ ...ask(), bounty, node: null, leaves: leavesOf(world, ada, bounty) }))
  for (const bounty of payout) await world.run('deliver', apiOf(ada).bounties.deliver({ ...ask(), bounty, contentHash: bounty }))
  await settled(ada)
  for (const bounty of payout) await world.run('accept', apiOf(ben).bounties.accept({ ...ask(), bounty, node: null }))
  await settled(ben)
  for (const bounty of payout) {
    const { leaves } = await apiOf(ada).bounties.get({ bounty })
    await world.run('accept the part', apiOf(ada).bounties.accept({ ...ask(), bounty, node: leaves[0]?.node ?? null }))
  }
  await settled(ada)
  // The other one stays up: where everybody sleeps, a block takes hours.
  ada.process?.kill()
  return { world, ada, disk: copyDisk(ada.disk), bounties: { split, payout } }
}

/** One part for somebody without a node, so that nobody is paid unasked. */
const leavesOf = (world: World, ada: Person, bounty: BountyId) => {
  const payee = address.parse('0x00000000000000000000000000000000000000d7')
  return [{ agreement: toRecord(agreementOf(world, ada.account, payee, 600n, bounty)), terms, planned: null }]
}

const eventsOf = async ({ client }: Person): Promise<readonly BountyEvent[]> => {
  const events: BountyEvent[] = []
  for (let from: FactsCursor | null = null; ;) {
    const page: BountyFactsPage = await client.bountyFacts({ escrow: escrowAddress(), from })
    events.push(...page.finalized)
    if (!page.more) return [...events, ...page.unfinalized]
    from = page.cursor
  }
}

let stage: Stage
beforeAll(async () => {
  await warmUp()
  stage = await build()
}, 60_000)

test.each(verbs)(
  'K1 M304 bounties.%s answers what stands when a crash swallowed the answer and the chain has gone on',
  async (verb) => {
    const { world, ada } = stage
    const waiting = [...stage.bounties[verb]]
    const taken = new Map<string, { readonly bounty: BountyId; readonly leaves: ReturnType<typeof leavesOf> }>()
    const askFor = (id: string) => {
      const known = taken.get(id)
      if (known !== undefined) return known
      const bounty = waiting.shift()
      if (bounty === undefined) throw new RangeError('a bounty for each request')
      const asked = { bounty, leaves: leavesOf(world, ada, bounty) }
      taken.set(id, asked)
      return asked
    }
    const asked = await expectOnce(
      stage,
      verb,
      (api, id) => {
        // What an earlier copy of the disk sent has the nonces that this one will take.
        if (!taken.has(id)) world.chain.forgetPool()
        const { bounty, leaves } = askFor(id)
        return verb === 'split'
          ? api.bounties.split({ requestId: id, as: null, bounty, node: null, leaves })
          : api.bounties.payout({ requestId: id, bounty })
      },
      away,
    )
    expect(taken.size).toBe(asked)
    await world.pass(away)
    const events = await eventsOf(ada)
    const told = [...taken.values()].map(
      ({ bounty }) => events.filter(({ fact }) => fact.kind === facts[verb] && fact.id === bounty).length,
    )
    expect(told).toEqual(Array.from({ length: asked }, () => 1))
    ada.process?.kill()
  },
  60_000,
)
