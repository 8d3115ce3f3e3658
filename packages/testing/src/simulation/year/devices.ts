import { readRecords } from '@daomesh/node/client'
import { count } from '../ledger.ts'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { comment } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import { requestId } from '../actions/requestId.ts'
import { beLetIn, knock } from '../admission.ts'
import { addPerson, apiOf, present } from '../person.ts'
import { heal, quiesce } from '../quiesce.ts'
import { demand } from '../violation.ts'
import type { Person, World } from '../world.ts'

export const otherDeviceOf = (name: string): string => `${name} on another device`

/** A member sets up another device, on a home of its own, with the same account. Another member lets it in. */
export const secondDevice = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const hosts = present(world).filter((one) => one.account !== person.account)
  if (hosts.length === 0 || person.byzantine) return
  const device = addPerson(world, otherDeviceOf(person.name), person.key)
  await knock(world, random.pick(hosts), device)
  await beLetIn(world, device)
  count(world.faults, 'second device')
}

/**
 * That device is lost, and unlinked while whoever found it writes on with it, alone at first and then beside everybody. What everybody had of it
 * stays; what it writes from then on counts nowhere (D5), and no new key reaches it.
 */
export const lostDevice = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const lost = present(world).find(({ name }) => name === otherDeviceOf(person.name))
  if (lost === undefined) return
  // So that nobody holds anything of it that its owner does not hold.
  await quiesce(world)
  world.hub.partition([[lost.device], present(world).flatMap((one) => (one === lost ? [] : [one.device]))])
  await world.run('unlink', apiOf(person).devices.unlink({ requestId: requestId(world), device: lost.device }))
  lost.byzantine = true
  const before = lost.acknowledged.length
  await world.run('by who found it', Promise.all([comment(world, lost, random), editDraft(world, lost, random)]))
  count(world.lies, 'writes with a lost device')
  const stolen = lost.acknowledged.slice(before).flatMap((one) => (one.type === 'entry' ? [one.id] : []))
  await world.pass(random.between(1_000, 60_000))
  world.hub.heal()
  await world.pass(60_000)
  lost.gone = true
  lost.process?.kill('was lost')
  count(world.faults, 'device unlinked')
  await heal(world)
  await quiesce(world)
  for (const one of present(world)) {
    const lines = await readRecords({ daos: apiOf(one).daos, space: world.space })
    const counted = lines.filter(({ entry, status }) => status === 'accepted' && stolen.includes(entry as never))
    demand(world, counted.length === 0, 'D5 a removal cuts', () => `${one.name} counts what ${lost.name} wrote after it was unlinked`)
  }
}
