import { count } from '../ledger.ts'
import { losePower } from '@daomesh/log/memory'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { checkKept } from '../checks/agreement.ts'
import { blockSeconds, confirmations } from '../createWorld.ts'
import type { Person, World } from '../world.ts'
import { retryUnanswered } from '../perform.ts'
import { running, start } from '../person.ts'

export type Mishap = (world: World, person: Person, random: SeededRandom) => Promise<void>

const later = (world: World, milliseconds: number): Promise<void> =>
  new Promise((resolve) => world.clock.setTimer(() => resolve(), milliseconds))

/** Starts again on the same disk; what was acknowledged is there before any peer has said a word. */
export const restart = async (world: World, person: Person): Promise<void> => {
  await start(world, person)
  // A liar put its own disk back.
  if (!person.byzantine) await checkKept(world, person)
  await retryUnanswered(world, person)
}

/** Of the commits that no flush followed, the disk keeps as many as the seed says. */
export const cutPower = (world: World, person: Person, random: SeededRandom): void => {
  const waiting = person.disk.unflushed.length
  const lost = losePower(person.disk, random.below(waiting + 1))
  if (waiting > 0) world.trace.note(`${person.name}'s disk lost ${lost} of ${waiting} commits that were not flushed`)
  if (lost > 0) count(world.faults, 'unflushed commits lost')
}

/** Loses one transaction of the disk and everything after it, at the commit that the seed drew; K1. */
const crash: Mishap = async (world, person, random) => {
  const { process } = person
  if (process === null) return
  const commits = 1 + random.below(5)
  const down = random.between(1_000, 40_000)
  process.crashAfter(commits)
  world.trace.note(`${person.name} will crash at commit ${commits}`)
  const outcome = await Promise.race([process.died, later(world, 60_000)])
  process.crashAfter(Infinity)
  if (outcome !== 'died') return
  count(world.faults, 'crash at a commit')
  cutPower(world, person, random)
  await later(world, down)
  await restart(world, person)
}

/** Power loss between two commits: of what was not flushed some or all is gone too. */
const powerLoss: Mishap = async (world, person, random) => {
  person.process?.kill()
  cutPower(world, person, random)
  await later(world, random.between(1_000, 40_000))
  await restart(world, person)
}

/** A full disk for one commit: visible to whoever asked, and nothing is kept of it; K2. */
const fullDisk: Mishap = (world, person) => {
  world.trace.note(`${person.name}'s disk refuses one commit`)
  person.process?.refuseNext()
  return Promise.resolve()
}

/** The endpoint is silent for a while; X4. */
const outage: Mishap = async (world, person, random) => {
  world.trace.note(`${person.name}'s endpoint is silent`)
  person.client.setOutage(true)
  await later(world, random.between(5_000, 90_000))
  person.client.setOutage(false)
}

/** How many blocks an endpoint can be behind. While everybody sleeps that is a day and more. */
export const mostLag = 6

/** The endpoint knows fewer blocks than the chain has; X2. */
const lag: Mishap = async (world, person, random) => {
  const blocks = 1 + random.below(mostLag)
  world.trace.note(`${person.name}'s endpoint lags ${blocks} blocks`)
  person.client.setLag(blocks)
  await later(world, random.between(10_000, 120_000))
  person.client.setLag(0)
}

/** The transaction arrives, the answer does not; X3. */
const lostAnswer: Mishap = (world, person) => {
  world.trace.note(`${person.name}'s endpoint will lose an answer`)
  person.client.loseNextAnswer()
  return Promise.resolve()
}

const reorganise = (world: World, random: SeededRandom, depth: number): void => {
  if (world.chain.blocks().length <= depth + 1) return
  const gone = world.chain.blocks().slice(-depth)
  const dropped = gone.flatMap(({ transactions }) => transactions.map(({ hash }) => hash)).filter(() => random.chance(0.5))
  world.trace.note(`the chain is reorganised by ${depth}, ${dropped.length} transactions dropped`)
  world.chain.reorganise(depth, dropped)
  if (dropped.length > 0) world.losses.push(world.clock.now())
  count(world.faults, 'transactions taken out of the chain', gone.flatMap(({ transactions }) => transactions).length)
  count(world.faults, 'transactions lost in a reorganisation', dropped.length)
}

/** The next transaction is mined, and a little later, before it is final, its block is gone. */
const reorganiseNext = (world: World, random: SeededRandom): void =>
  world.atNextTransaction(() => {
    const { number } = world.chain.blocks().at(-1) ?? { number: 0n }
    world.clock.setTimer(
      () => {
        const depth = Number((world.chain.blocks().at(-1)?.number ?? number) - number) + 1
        if (depth <= confirmations) reorganise(world, random, depth)
      },
      random.between(1_000, blockSeconds * 1_000 * confirmations),
    )
  })

/** How often a reorganisation waits for a transaction: they are few, and most blocks that vanish are empty. */
const aimed = 0.35

/** Blocks that are not final vanish with their transactions, some of which come back; X1. */
const reorganisation: Mishap = (world, _, random) => {
  reorganise(world, random, 1 + random.below(confirmations))
  // A stream of its own, so that it shifts nothing that others draw.
  const own = world.random.fork(`reorganisation at block ${world.chain.blocks().length}`)
  if (own.chance(aimed)) reorganiseNext(world, own)
  return Promise.resolve()
}

/** One connection breaks in the middle of whatever runs over it. */
const brokenLink: Mishap = (world, person, random) => {
  const other = random.pick(world.people)
  world.hub.cut(person.device, other.device)
  world.trace.note(`the link of ${person.name} and ${other.name} breaks`)
  return Promise.resolve()
}

/** Works offline for a while, then comes back. */
const offline: Mishap = async (world, person, random) => {
  const { process } = person
  if (process === null) return
  const turn = (online: boolean) => Promise.race([process.member.api.network.setOnline({ online, chain: online }), process.died])
  world.trace.note(`${person.name} goes offline`)
  await turn(false)
  await later(world, random.between(5_000, 60_000))
  if (person.process === process) await turn(true)
  world.trace.note(`${person.name} is back online`)
}

export const mishaps = {
  crash,
  powerLoss,
  fullDisk,
  outage,
  lag,
  lostAnswer,
  reorganisation,
  brokenLink,
  offline,
} as const satisfies Readonly<Record<string, Mishap>>
export type MishapName = keyof typeof mishaps

/** What goes wrong how often: a name twice is twice as likely. */
const draws: readonly MishapName[] = [
  ...(['crash', 'crash', 'crash', 'powerLoss', 'fullDisk', 'outage', 'lag', 'lostAnswer'] as const),
  ...(['reorganisation', 'reorganisation', 'brokenLink', 'offline'] as const),
]
export const drawMishap = (random: SeededRandom): MishapName => random.pick(draws)

/** This goes wrong for this person, unless something else does already; the answer resolves when it is over. */
export const suffer = async (world: World, person: Person, name: MishapName, random: SeededRandom): Promise<void> => {
  if (person.troubled || person.process === null) return
  count(world.faults, name)
  person.troubled = true
  try {
    await mishaps[name](world, person, random)
  } finally {
    person.troubled = false
  }
}

/** Something goes wrong for somebody; the answer resolves when it is over. One mishap per person at a time. */
export const meetMishap = async (world: World, random: SeededRandom): Promise<void> => {
  const people = running(world).filter(({ troubled }) => !troubled)
  if (people.length === 0) return
  const person = random.pick(people)
  await suffer(world, person, drawMishap(random), random)
}
