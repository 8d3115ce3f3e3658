import type { Address, DecisionId, SpaceId } from '@daomesh/protocol'
import { address } from '@daomesh/protocol'
import { createSeededRandom, type SeededRandom } from '../../world/seededRandom.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from '../../world/timedWorld.ts'
import { count, emptyLedger, type Ledger } from '../ledger.ts'

export const people = ['ada', 'ben', 'cleo', 'dan', 'eve'] as const
export type Name = (typeof people)[number]
export type SmallDao = { readonly space: SpaceId; readonly dao: Address; readonly members: readonly Name[] }

/** Two small DAOs, one of whose people is in both, and one who is in none. */
export type HiringWorld = Ledger & {
  readonly random: SeededRandom
  readonly timed: TimedWorld
  readonly mill: SmallDao
  readonly hill: SmallDao
}

const found = async (timed: TimedWorld, members: readonly Name[]): Promise<SmallDao> => {
  const { api, pass, until, requestId } = timed
  const [first] = members
  if (first === undefined) throw new RangeError('somebody founds')
  const space = await foundTimed(timed, members)
  await pass(api(first).daos.deploy({ requestId: requestId(), space }))
  const isKnown = async (name: Name) => (await api(name).daos.get({ space })).deployed === 'final'
  await until('deployed', async () => (await Promise.all(members.map(isKnown))).every(Boolean))
  return { space, dao: address.parse((await api(first).daos.get({ space })).dao), members }
}

export const openHiring = async (seed: number): Promise<HiringWorld> => {
  const timed = await createTimedWorld(people, { escrow: true })
  const { api, pass, requestId } = timed
  for (const name of people) await pass(api(name).market.join({ requestId: requestId() }))
  const mill = await found(timed, ['ada', 'ben', 'cleo'])
  const hill = await found(timed, ['cleo', 'dan'])
  await pass(api('dan').daos.deposit({ requestId: requestId(), space: hill.space, wei: '1000000' }))
  return { ...emptyLedger(), random: createSeededRandom(`hiring ${seed}`), timed, mill, hill }
}

/** Members vote For, as few as decide it, and one of them brings it to the chain. */
export const decide = async ({ timed, random }: HiringWorld, { space, members }: SmallDao, decision: string): Promise<void> => {
  const { api, pass, until, requestId } = timed
  const voters = random.shuffle(members).slice(0, Math.floor(members.length / 2) + 1)
  for (const name of voters) {
    await until(
      'the proposal is there',
      async () =>
        (await api(name)
          .proposals.get({ space, decision })
          .catch(() => null)) !== null,
    )
    const choices = [{ decision: decision as DecisionId, support: 'for' as const }]
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices, reason: '' }))
  }
  const [sender] = voters
  if (sender === undefined) throw new RangeError('a DAO has members')
  const page = () => api(sender).proposals.get({ space, decision })
  const isOver = async () => (await page()).state === 'final'
  await until('it can be enacted', async () => (await page()).tally.enactable || (await isOver()))
  if (!(await isOver())) await pass(api(sender).proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  await until('it is enacted', isOver)
}

/** Now and then somebody's machine is restarted, or somebody is offline while the others go on. Answers what ends it. */
export const trouble = async ({ timed, random, faults }: HiringWorld, needed: readonly Name[]): Promise<() => Promise<void>> => {
  const drawn = random.below(6)
  if (drawn === 0) {
    const name = random.pick(people)
    await timed.stop(name)
    await timed.begin(name)
    count(faults, 'restart')
  }
  const bystanders = people.filter((name) => !needed.includes(name))
  if (drawn > 2 || bystanders.length === 0) return () => Promise.resolve()
  const name = random.pick(bystanders)
  const go = (online: boolean) => timed.pass(timed.api(name).network.setOnline({ online, chain: online }))
  await go(false)
  count(faults, 'offline')
  return async () => void (await go(true))
}

/** Days in which nobody's machine runs. */
export const rest = async ({ timed, faults }: HiringWorld, seconds: number): Promise<void> => {
  for (const name of people) await timed.stop(name)
  timed.sleep(seconds * 1_000)
  for (const name of people) await timed.begin(name)
  timed.chain.mine()
  count(faults, 'everybody away')
  await timed.advance(30_000)
}
