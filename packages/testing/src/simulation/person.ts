import type { DevnetAccount } from '@daomesh/chain/devnet'
import { createMemoryClient } from '@daomesh/chain/memory'
import { memoryDisk } from '@daomesh/log/memory'
import type { LogEvent, LogFacts, SignerDesk } from '@daomesh/node'
import { address } from '@daomesh/protocol'
import { createProcessClock } from '../world/virtualClock.ts'
import { deviceKeyOf, type Member, startMember } from '../world/startMember.ts'
import { count } from './ledger.ts'
import type { Person, World } from './world.ts'
import { Violation } from './violation.ts'

const [penaltyRule, errorRule] = ['no honest peer is penalised', 'no unforeseen error']

export const addPerson = (world: World, name: string, key: DevnetAccount): Person => {
  // A slower look at the head than the default keeps a virtual hour short; it changes nothing else.
  const profile = { ...world.chain.profile, poll: 4_000, slowestPoll: 30_000 }
  const person: Person = {
    name,
    key,
    account: address.parse(key.address),
    device: deviceKeyOf(name).device,
    client: createMemoryClient({ chain: world.chain, clock: world.clock, profile }),
    acknowledged: [],
    lostWithDisk: new Set(),
    unanswered: [],
    disk: memoryDisk(),
    process: null,
    byzantine: false,
    misled: [],
    gone: false,
    asleep: false,
    skew: 0,
    troubled: false,
    starts: 0,
  }
  world.people.push(person)
  return person
}

/** Starts the member's node on its disk as it is; the person says yes to everything unless another desk is given. */
export const start = async (world: World, person: Person, signer?: SignerDesk): Promise<void> => {
  const { trace, clock, broken } = world
  const processClock = createProcessClock(clock, person.skew)
  const died = Promise.withResolvers<'died'>()
  let alive = true
  let commitsLeft = Infinity
  let refuse = false
  // The endpoint outlives the process, but not what the process asked of it.
  const watches: (() => void)[] = []
  const client: typeof person.client = {
    ...person.client,
    watch: (request) => {
      const stop = person.client.watch(request)
      watches.push(stop)
      return stop
    },
  }
  let down: () => Promise<void> = () => Promise.resolve()
  const kill = (how = 'crashed'): void => {
    if (!alive) return
    alive = false
    processClock.kill()
    for (const stop of watches) stop()
    trace.note(`${person.name} ${how}`)
    person.process = null
    died.resolve('died')
    // Not from within a commit: others hear of the lost connections as their own event.
    clock.setTimer(() => void down(), 0)
  }
  const network = (...[device, options]: Parameters<World['hub']['network']>) => {
    const inner = world.hub.network(device, options)
    down = inner.stop
    const cutOff: typeof inner.cutOff = (peer, milliseconds) => {
      count(world.checks, penaltyRule)
      const honest = world.people.find((one) => one.device === peer && !one.byzantine)
      trace.note(`${person.name} cut off ${honest?.name ?? world.people.find((one) => one.device === peer)?.name ?? 'a stranger'}`)
      if (alive && honest !== undefined)
        broken.push(new Violation(penaltyRule, `${person.name} cut off ${honest.name} for ${milliseconds} ms`))
      return inner.cutOff(peer, milliseconds)
    }
    return { ...inner, cutOff }
  }
  const say =
    (level: string) =>
    (event: LogEvent, facts: LogFacts = {}) => {
      if (!alive) return
      count(world.checks, errorRule)
      trace.note(`${person.name} ${level}: ${event} ${JSON.stringify(facts)}`)
    }
  person.starts += 1
  const member = await startMember({
    name: person.name,
    account: person.key,
    hub: { network },
    client,
    clock: processClock,
    random: world.random.fork(`${person.name} ${person.starts}`),
    verifier: person === world.people[0] ? world.plainVerifier : world.verifier,
    disk: person.disk,
    sandbox: false,
    breathe: () => Promise.resolve(),
    ...(signer === undefined ? {} : { signer }),
    logger: {
      info: say('info'),
      debug: say('debug'),
      warn: say('warn'),
      error: (event, facts = {}) => {
        say('error')(event, facts)
        if (alive) broken.push(new Violation(errorRule, `${person.name}: ${event} ${JSON.stringify(facts)}`))
      },
    },
    fault: () => {
      if (!alive) return 'crash'
      if (refuse) {
        refuse = false
        count(world.faults, 'commit refused')
        return 'refuse'
      }
      commitsLeft -= 1
      if (commitsLeft > 0) return null
      kill()
      return 'crash'
    },
  })
  person.process = {
    member,
    kill,
    died: died.promise,
    crashAfter: (commits) => {
      commitsLeft = commits
    },
    refuseNext: () => {
      refuse = true
    },
  }
  trace.note(`${person.name} started`)
}

/** The node of a person who is up. @throws Violation when it is not running: a fault of the scenario. */
export const apiOf = (person: Person): Member['api'] => {
  if (person.process === null) throw new Violation('scenario', `${person.name} is not running`)
  return person.process.member.api
}

export const present = (world: World): readonly Person[] => world.people.filter((person) => !person.gone && !person.asleep)
/**
 * Whoever must agree: those who are there, without a liar that reads less than the others since its own records locked it out of a key, which was sealed
 * to what it claimed to be, or more, since nobody else has its key.
 */
export const agreeing = async (world: World): Promise<readonly Person[]> => (await claiming(world)).map(({ person }) => person)

/** The same people, each with what its node claims. */
export const claiming = async (world: World) => {
  const claims = await Promise.all(
    present(world).map(async (person) => ({ person, hash: await apiOf(person).daos.hash({ space: world.space }) })),
  )
  // Where liars alone are left, what the first of them can judge is the measure.
  const measure = claims.find(({ person }) => !person.byzantine) ?? claims[0]
  return claims.filter(({ person, hash }) => !person.byzantine || hash.unjudgedRoot === measure?.hash.unjudgedRoot)
}
export const running = (world: World): readonly Person[] => present(world).filter((person) => person.process !== null)
