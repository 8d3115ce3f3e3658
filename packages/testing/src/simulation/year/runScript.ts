import { createSeededRandom } from '../../world/seededRandom.ts'
import { bringBack } from '../actions/bringBack.ts'
import { checkAgreement } from '../checks/agreement.ts'
import { checkBounties } from '../checks/bounties.ts'
import { checkOutcomes } from '../checks/chain.ts'
import { checkReplay } from '../checks/replay.ts'
import { checkTreasury } from '../checks/treasury.ts'
import { endMisleading } from '../faults/mislead.ts'
import { found } from '../found.ts'
import { agreeing, present } from '../person.ts'
import { heal, quiesce } from '../quiesce.ts'
import { count } from '../ledger.ts'
import type { World } from '../world.ts'
import { attend, goHome } from './attendance.ts'
import type { Script, Session } from './script.ts'
import { isChapter, runStep } from './steps.ts'

const day = 24 * 3_600_000

export type Progress = { session: number; entries: number; rests: number }

/**
 * At rest every invariant is checked, among those who are there. The replay is of one of them: all of them just claimed the same. Old proposals and
 * drafts are read word for word at the last rest, which is `thorough`; until then their records and the state hash speak for them.
 */
const rest = async (world: World, session: Session, progress: Progress, thorough: boolean): Promise<void> => {
  const random = createSeededRandom(`${world.seed} rest ${session.id}`)
  const depth = thorough ? { proposals: Infinity, drafts: Infinity } : { proposals: 4, drafts: 3 }
  await heal(world)
  let audits = await quiesce(world)
  // A disk may refuse once, and a process die once.
  for (let tries = 0; tries < 3 && (await bringBack(world, depth.drafts)); tries++) {
    await heal(world)
    audits = await quiesce(world)
  }
  const { entries, setAside, rows } = await checkAgreement(world, thorough ? undefined : depth, audits)
  await checkOutcomes(world, rows)
  await checkTreasury(world, rows)
  await checkBounties(world)
  await checkReplay(world, random.pick(await agreeing(world)))
  endMisleading(world)
  progress.entries = entries
  progress.rests += 1
  world.trace.note(`at rest after session ${session.id}: ${present(world).length} there, ${entries} entries, ${setAside} set aside`)
}

const runSession = async (world: World, session: Session): Promise<void> => {
  const doing: Promise<void>[] = []
  const finish = () => world.run('what people do', Promise.all(doing.splice(0)))
  for (const { id, what, who, gap } of session.steps) {
    const random = createSeededRandom(`${world.seed} step ${id}`)
    const person = present(world).find(({ name }) => name === who)
    if (person === undefined) continue
    count(world.steps, what)
    if (isChapter(what)) {
      await finish()
      await heal(world)
      world.trace.note(`${id} ${what} ${who}`)
      await runStep(world, person, what, random)
    } else {
      world.trace.note(`${id} ${what} ${who}`)
      // A violation inside is thrown at the next step of time, not lost as a rejection nobody waits for.
      doing.push(runStep(world, person, what, random).catch((error: unknown) => void world.broken.push(error as Error)))
      await world.pass(gap)
    }
  }
  await finish()
}

/** Lives a script from founding to end. What it reached so far is in `progress`, also when an invariant breaks. */
export const runScript = async (world: World, script: Script, progress: Progress): Promise<void> => {
  world.newcomer = script.newcomer
  await found(world, script.members)
  const founded = world.clock.now()
  await goHome(world, createSeededRandom(`${script.seed} founded`))
  for (const person of world.people) person.skew = script.skews[person.name] ?? 0
  count(world.faults, 'wrong clock', world.people.filter(({ skew }) => skew !== 0).length)
  for (const session of script.sessions) {
    progress.session = session.id
    const random = createSeededRandom(`${script.seed} session ${session.id}`)
    await world.pass(Math.max(0, founded + session.at - world.clock.now()))
    await attend(world, session.awake, random)
    if (present(world).length === 0) continue
    await runSession(world, session)
    await rest(world, session, progress, session === script.sessions.at(-1))
    await goHome(world, random)
  }
  await world.pass(Math.max(0, founded + script.days * day - world.clock.now()))
}
