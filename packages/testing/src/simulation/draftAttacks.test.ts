import { appendParagraph } from '@daomesh/drafts'
import { topicsOf } from '@daomesh/network'
import { readRecords } from '@daomesh/node/client'
import { type DraftId, encodeEntry, sealEphemeral } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { openPen, type Pen as Editor, send } from './actions/drafting.ts'
import { requestId } from './actions/requestId.ts'
import { checkAgreement } from './checks/agreement.ts'
import { createWorld } from './createWorld.ts'
import { mislead } from './faults/mislead.ts'
import { found } from './found.ts'
import { draftAttacks, type Victim } from './hostile/draftAttacks.ts'
import { type Pen, takePen } from './hostile/pen.ts'
import { apiOf, start } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Acknowledged, Person, World } from './world.ts'

let world: World
let ada: Person
let ben: Person
let pen: Pen
let editor: Editor
let draft: DraftId
let honest: Uint8Array
let network: ReturnType<World['hub']['network']>
const typed: string[] = []

/** Ada types a paragraph in the editor that is open all the time. */
const type = async (words: string): Promise<void> => {
  appendParagraph(editor.author.doc, words)
  honest = editor.unsent.at(-1)?.update ?? honest
  const kept: Acknowledged[] = []
  await world.run('ada types', send(world, apiOf(ada), draft, editor, editor.unsent, kept))
  typed.push(words)
}

const textOf = async (person: Person): Promise<string | null> => {
  const rows = await apiOf(person).drafts.list({ space: world.space })
  return rows.some((row) => row.draft === draft) ? (await apiOf(person).drafts.preview({ space: world.space, draft })).markdown : null
}
const everybodyReads = (words: readonly string[]) =>
  world.until('everybody reads it', async () => {
    const texts = await Promise.all([ada, ben].map(textOf))
    return texts.every((text) => text === `${words.join('\n\n')}\n`)
  })

beforeAll(async () => {
  await warmUp()
  world = createWorld(77)
  await found(world, 3)
  const [first, second, mallory] = world.people as [Person, Person, Person]
  ;[ada, ben] = [first, second]
  const opened = await world.run('open', apiOf(ada).drafts.open({ requestId: requestId(world), space: world.space, title: 'Plan' }))
  draft = opened.draft
  editor = await world.run(
    'an editor',
    openPen(world, apiOf(ada), draft, () => ''),
  )
  await type('Rent the hall.')
  await world.until('it is at Mallory’s', async () => (await textOf(mallory)) === 'Rent the hall.\n')
  await everybodyReads(typed)
  mallory.byzantine = true
  mislead([ada, ben])
  mallory.process?.kill('misbehaves')
  await world.pass(1_000)
  pen = takePen(world, mallory, createSeededRandom('draft attacks'))
  network = world.hub.network(pen.device.device, { discovers: true })
  await network.start()
  await world.pass(3_000)
}, 120_000)

test.each(Object.entries(draftAttacks))(
  'D7 D1 D2 D9 %s in well-signed records of a member: every text stands, the editor that is open goes on',
  async (name, attack) => {
    const started = process.cpuUsage()
    const memory = process.memoryUsage().rss
    const victim: Victim = { draft, client: editor.clientId, clock: 0, honest }
    const from = pen.written.length
    const { clock } = { clock: [...typed].reduce((sum, words) => sum + 2 + words.length, 0) }
    attack(pen, { ...victim, clock })
    const records = pen.written.slice(from)
    expect(records.length).toBeGreaterThan(1)
    const { name: topic, key } = topicsOf(world.space, pen.keys[0] ?? new Uint8Array()).entries
    const missingAt = async (person: Person) => {
      const here = new Set<string>((await readRecords({ daos: apiOf(person).daos, space: world.space })).map(({ entry }) => entry))
      return records.filter(({ id }) => !here.has(id))
    }
    // Gossip may lose some: it is said again until everybody has it.
    await world.until('the records arrived', async () => {
      const missing = new Set([...(await missingAt(ada)), ...(await missingAt(ben))])
      for (const entry of missing) await network.pubsub.publish(topic, sealEphemeral(key, pen.random.bytes(24), encodeEntry(entry)))
      return missing.size === 0
    })
    await type(`Still here after ${name.replaceAll('_', '-')}.`)
    await everybodyReads(typed)
    // Of an editor that opens now, too.
    const late = await world.run(
      'another editor',
      openPen(world, apiOf(ben), draft, () => ''),
    )
    expect(late.author.doc.getXmlFragment('content').toJSON()).toBe(editor.author.doc.getXmlFragment('content').toJSON())
    expect([late.author.doc.store.pendingStructs, late.author.doc.store.pendingDs]).toEqual([null, null])
    const histories = await Promise.all([ada, ben].map((person) => apiOf(person).drafts.history({ space: world.space, draft })))
    expect(histories[0]).toEqual(histories[1])
    expect(histories[0]?.sessions.every(({ account }) => account === ada.account)).toBe(true)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    // Of this process's own work: other programs of the machine do not count.
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(10_000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(128 * 1024 * 1024)
  },
  120_000,
)

test('D7 D11 after all of them the members agree on everything', async () => {
  await network.stop()
  const mallory = world.people.find(({ byzantine }) => byzantine)
  if (mallory !== undefined) await start(world, mallory)
  await quiesce(world)
  await checkAgreement(world)
})
