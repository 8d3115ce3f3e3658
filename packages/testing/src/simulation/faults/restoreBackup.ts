import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { comment, vote } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import type { Person, World } from '../world.ts'
import { start } from '../person.ts'

/** A copy of the disk, and how much had been acknowledged when it was made. */
export type Backup = { readonly disk: MemoryDisk; readonly acknowledged: number }

export const takeBackup = (world: World, person: Person): Backup => {
  world.trace.note(`${person.name} makes a backup`)
  return { disk: copyDisk(person.disk), acknowledged: person.acknowledged.length }
}

/**
 * The disk dies and an older backup takes its place; its person writes at once, before or after the first peer is met. No log may fork (D4).
 */
export const restoreBackup = async (world: World, person: Person, backup: Backup, random: SeededRandom): Promise<void> => {
  person.process?.kill()
  await world.pass(random.between(1_000, 5_000))
  person.disk = backup.disk
  for (const one of person.acknowledged.slice(backup.acknowledged)) if (one.type !== 'paragraph') person.lostWithDisk.add(one.id)
  world.trace.note(`${person.name} restores the backup`)
  await start(world, person)
  const hurry = random.chance(0.5)
  if (!hurry) await world.pass(3_000)
  await world.run(
    'write after restoring',
    Promise.all([comment(world, person, random), vote(world, person, random), editDraft(world, person, random)]),
  )
}
