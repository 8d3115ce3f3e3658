import { live } from './act.ts'
import { openDraft } from './actions/drafting.ts'
import { checkAgreement } from './checks/agreement.ts'
import { checkOutcomes } from './checks/chain.ts'
import { checkReplay } from './checks/replay.ts'
import type { World } from './world.ts'
import { checkEquivocation, equivocate } from './faults/equivocate.ts'
import { intrude } from './faults/intrude.ts'
import { changeRosterPast } from './faults/lagBehind.ts'
import { leave } from './faults/leave.ts'
import { misbehave } from './faults/misbehave.ts'
import { endMisleading } from './faults/mislead.ts'
import { restoreBackup, takeBackup } from './faults/restoreBackup.ts'
import { sleep } from './faults/sleep.ts'
import { found } from './found.ts'
import { present } from './person.ts'
import { heal, quiesce } from './quiesce.ts'

/** At rest every invariant is checked. */
const rest = async (world: World, chapter: string): Promise<number> => {
  await heal(world)
  const audits = await quiesce(world)
  const { entries, setAside, rows } = await checkAgreement(world, undefined, audits)
  await checkOutcomes(world, rows)
  world.trace.note(`at rest after ${chapter}: ${entries} entries, ${setAside} set aside`)
  return entries
}

/** The life of one DAO, from founding to the end, under the faults its seed draws. @returns how many entries its space holds. */
export const tellStory = async (world: World): Promise<number> => {
  const random = world.random.fork('story')
  await found(world)
  await world.run(
    'open drafts',
    Promise.all(
      random
        .shuffle(present(world))
        .slice(0, 2)
        .map((one) => openDraft(world, one)),
    ),
  )
  await live(world, random, { actions: 20, trouble: 0.25 })
  await rest(world, 'ordinary trouble')

  const unlucky = random.pick(present(world))
  const backup = takeBackup(world, unlucky)
  const people = random.shuffle(present(world)).map(({ device }) => device)
  const at = 1 + random.below(people.length - 1)
  world.trace.note(`a partition of ${at} and ${people.length - at}`)
  world.hub.partition([people.slice(0, at), people.slice(at)])
  await live(world, random, { actions: 18, trouble: 0.25 })
  await rest(world, 'a partition')

  await restoreBackup(world, unlucky, backup, random)
  await live(world, random, { actions: 6, trouble: 0.2 })
  await rest(world, 'a restored backup')

  const without = await changeRosterPast(world, random)
  await rest(world, 'a roster change')
  await sleep(world, random)

  const liar = random.pick(present(world))
  const histories = await equivocate(world, random, liar)
  await intrude(world, random)
  await rest(world, 'two histories and a stranger')
  if (histories !== null) await checkEquivocation(world, histories)

  await misbehave(world, liar, random, { times: 10 })
  await rest(world, 'odd records')
  endMisleading(world)

  await leave(world, without, random)
  await live(world, random, { actions: 12, trouble: 0.3 })
  const entries = await rest(world, 'everything')
  for (const person of present(world)) await checkReplay(world, person)
  return entries
}
