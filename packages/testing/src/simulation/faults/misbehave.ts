import { syncProtocol, topicsOf } from '@daomesh/network'
import { encodeEntry, sealEphemeral, type WireEntry } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { comment, vote } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import { type Pen, takePen } from '../hostile/pen.ts'
import { draftWritings } from '../hostile/draftWritings.ts'
import type { Writing } from '../hostile/writing.ts'
import { writings } from '../hostile/writings.ts'
import { running, start } from '../person.ts'
import { mislead } from './mislead.ts'
import { count } from '../ledger.ts'
import type { Person, World } from '../world.ts'

const names = new Map<Writing, string>(Object.entries(writings).map(([name, writing]) => [writing, name]))

/** Puts what the pen wrote among the records of its disk, unjudged, as a program without rules would. */
const keep = (world: World, person: Person, written: readonly WireEntry[]): void => {
  const rows = person.disk.spaces.get(world.space)
  if (rows === undefined) throw new RangeError(`${person.name} is not in the space`)
  for (const { id, headerBytes, signature, body } of written) {
    rows.entries.set(id, { id, headerBytes, signature, body, verdict: 'pending', reason: null, standing: 'counted', member: null })
    person.disk.homes.set(id, world.space)
  }
  rows.foldVersion = null
}

/** Says all of it to everybody, in any order, with noise on the sync protocol between, while the others go on with what they do. */
const say = async (world: World, pen: Pen, random: SeededRandom): Promise<void> => {
  const network = world.hub.network(pen.device.device, { discovers: true })
  await network.start()
  await world.pass(3_000)
  const doing: Promise<void>[] = []
  for (const [i, entry] of random.shuffle(pen.written).entries()) {
    const { name, key } = topicsOf(world.space, random.pick(pen.keys)).entries
    await network.pubsub.publish(name, sealEphemeral(key, random.bytes(24), encodeEntry(entry)))
    const [peer] = random.shuffle(network.peers())
    if (i % 20 === 0 && peer !== undefined) {
      const stream = await network.openStream(peer.device, syncProtocol)
      count(world.lies, 'noise on sync')
      await stream.send(random.bytes(1 + random.below(60)))
      await world.pass(50)
      await stream.close()
    }
    const person = random.pick(running(world))
    if (i % 6 === 0) doing.push(random.pick([comment, editDraft, vote])(world, person, random))
    if (random.chance(0.3)) await world.pass(random.between(10, 200))
  }
  await world.run('what the others do meanwhile', Promise.all(doing))
  await world.pass(2_000)
  await network.stop()
}

/**
 * A member with real keys writes records that are well signed and otherwise as odd as can be (D9, D11): it says them to everybody, then its own node,
 * which is an honest one, starts on the disk where they lie and brings the others what gossip lost. `drafts`: so many attacks on documents besides.
 */
export const misbehave = async (
  world: World,
  person: Person,
  random: SeededRandom,
  {
    times,
    what = Object.values(writings),
    drafts = 0,
  }: { readonly times: number; readonly what?: readonly Writing[]; readonly drafts?: number },
): Promise<void> => {
  person.byzantine = true
  mislead(world.people.filter((other) => other !== person))
  person.process?.kill('misbehaves')
  await world.pass(1_000)
  const pen = takePen(world, person, random)
  for (let i = 0; i < times; i++) {
    const writing = random.pick(what)
    count(world.lies, names.get(writing) ?? 'odd record')
    await world.run('write', Promise.resolve(writing(pen)))
  }
  for (const [name, attack] of random.shuffle(Object.entries(draftWritings)).slice(0, drafts)) if (attack(pen)) count(world.lies, name)
  world.trace.note(`${person.name} wrote ${pen.written.length} odd records`)
  await say(world, pen, random)
  keep(world, person, pen.written)
  await start(world, person)
}
