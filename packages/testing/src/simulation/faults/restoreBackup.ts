import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { comment, vote } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import type { Person, World } from '../world.ts'
import { start } from '../person.ts'

/** A copy of the disk, and the transactions that it knows of: those of later are on the chain, but peers cannot give back the rows about them. */
export type Backup = { readonly disk: MemoryDisk; readonly transactions: ReadonlySet<string> }

export const takeBackup = (world: World, person: Person): Backup => {
  world.trace.note(`${person.name} makes a backup`)
  const transactions = person.acknowledged.filter(({ type }) => type === 'transaction').map((one) => ('id' in one ? one.id : ''))
  return { disk: copyDisk(person.disk), transactions: new Set(transactions) }
}

/**
 * The disk dies and an older backup takes its place; its person writes at once, before or after the first peer is met. No log may fork (D4).
 */
export const restoreBackup = async (world: World, person: Person, backup: Backup, random: SeededRandom): Promise<void> => {
  person.process?.kill()
  await world.pass(random.between(1_000, 5_000))
  person.disk = backup.disk
  const kept = person.acknowledged.filter((one) => one.type !== 'transaction' || backup.transactions.has(one.id))
  person.acknowledged.splice(0, person.acknowledged.length, ...kept)
  world.trace.note(`${person.name} restores the backup`)
  await start(world, person)
  const hurry = random.chance(0.5)
  if (!hurry) await world.pass(3_000)
  await world.run(
    'write after restoring',
    Promise.all([comment(world, person, random), vote(world, person, random), editDraft(world, person, random)]),
  )
}
