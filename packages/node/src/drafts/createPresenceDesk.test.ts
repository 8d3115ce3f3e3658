import { clientIdOf, decodePresence, encodePresence as encodeUpdate } from '@daomesh/drafts'
import { registersOf } from '@daomesh/governance'
import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import { type Address, type DeviceKey, type DraftId, hashOf, type LogId, type SpaceId, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { carry, createWriter, draft, type Writer } from '../fixtures/draftSpace.ts'
import { encodePresence, openPresence } from '../reach/presence.ts'
import { createDraftDesk } from './createDraftDesk.ts'
import { createPresenceDesk } from './createPresenceDesk.ts'

const keyOf = (name: string): DeviceKey => deviceKeyFromSeed(hashOf('test/device', utf8(name)))
const session = new Uint8Array(16).fill(7)
const verifier = nativeVerifier()

/** Both have opened their logs of the draft, and each has the other's. */
const meeting = async () => {
  const [ana, mallory] = [await createWriter('ana'), await createWriter('ben')]
  const logs = { ana: await ana.open(), mallory: await mallory.open() }
  await carry(ana, mallory)
  await carry(mallory, ana)
  return { ana, mallory, logs }
}
const headOf = ({ replica }: Writer, log: LogId) => {
  const head = replica.head(log)
  if (head?.state !== 'open') throw new Error('no such log')
  return head.id
}
const judge = ({ replica }: Writer, isMember = true) => {
  const parameters = { replica, verifier, isMember: () => isMember }
  return (sealed: Uint8Array) => openPresence(sealed, parameters)
}
const noteOf = (log: LogId, clock: number, state: object | null, of: { draft?: DraftId; clientId?: number } = {}) => ({
  draft: of.draft ?? draft,
  log,
  session,
  update: encodeUpdate({ clientId: of.clientId ?? clientIdOf(draft, log, session), clock, state: state as Record<string, unknown> | null }),
})

test('M317 D2: presence is taken of the device whose log it names, and of nobody else', async () => {
  const { ana, logs } = await meeting()
  const open = judge(ana)
  const note = noteOf(logs.mallory, 1, { user: { name: 'Ana' } })
  const { space } = ana.replica
  const good = encodePresence(space, note, keyOf('ben'))
  const member = ana.replica.status(headOf(ana, logs.mallory))?.member
  expect(await open(good)).toEqual({ ...note, member, device: keyOf('ben').device })
  const others = [
    encodePresence(space, note, keyOf('ana')),
    encodePresence(space, noteOf(logs.ana, 1, {}), keyOf('ben')),
    encodePresence('ab'.repeat(32) as SpaceId, note, keyOf('ben')),
    encodePresence(space, { ...note, draft: 'ee'.repeat(16) as DraftId }, keyOf('ben')),
    encodePresence(space, { ...note, log: 'ee'.repeat(32) as LogId }, keyOf('ben')),
    good.with(100, (good[100] ?? 0) ^ 1),
    good.subarray(0, 70),
    new Uint8Array(0),
  ]
  for (const sealed of others) expect(await open(sealed)).toBeNull()
  expect(await judge(ana, false)(good)).toBeNull()
})

test('M317 E1 N4: editors are told who is there under the member’s name, with a cursor that can be drawn, and not more than they can show', async () => {
  const { ana, logs } = await meeting()
  const drafts = createDraftDesk()
  let now = 0
  const desk = createPresenceDesk({ clock: { now: () => now, setTimer: () => () => undefined }, drafts })
  const space = { id: ana.space.id, registers: () => registersOf([]) }
  const told: ReturnType<typeof decodePresence>[] = []
  drafts.open(ana.space, draft).follow((event) => {
    if (event.type === 'presence') told.push(decodePresence(event.update))
  })
  const member = ana.replica.status(headOf(ana, logs.mallory))?.member as Address
  const hear = (clock: number, state: object | null, of = {}) => {
    const before = told.length
    desk.hear(space, { ...noteOf(logs.mallory, clock, state, of), member })
    return told.slice(before).map((note) => note?.state)
  }
  const place = { type: null, item: { client: 3, clock: 4 }, tname: null, assoc: 0 }
  const cursor = { anchor: place, head: { type: { client: 3, clock: 0 }, assoc: -1 } }
  const victim = ana.replica.status(headOf(ana, logs.ana))?.member
  const [shown] = hear(1, { user: { name: 'Ana', account: victim, color: 'red' }, cursor, more: 1 })
  expect(shown).toMatchObject({ user: { account: member }, cursor })
  expect(Object.keys(shown ?? {}).toSorted()).toEqual(['cursor', 'user'])
  expect(JSON.stringify(shown)).not.toContain('"Ana"')
  for (const [n, bad] of [
    {},
    { anchor: place },
    { anchor: place, head: {} },
    { anchor: place, head: { tname: 'other' } },
    { anchor: place, head: { item: { client: 1, clock: -1 } } },
    'x',
    [],
  ].entries())
    expect(hear(2 + n, { cursor: bad })).toEqual([{ user: expect.anything() as unknown }])
  // Old, under another one's id, and of a session of this node.
  expect([hear(1, {}), hear(99, {}, { clientId: clientIdOf(draft, logs.ana, session) })]).toEqual([[], []])
  now += 5_000
  let heard = 0
  for (let clock = 100; clock < 1_100; clock++) heard += hear(clock, {}).length
  expect(heard).toBe(256)
  now += 1_000
  expect(hear(2_000, null)).toEqual([null])
  drafts.close()
})

test('M317: only sessions that were opened here are announced, and what is announced is taken by the others', async () => {
  const { ana, mallory, logs } = await meeting()
  const drafts = createDraftDesk()
  const desk = createPresenceDesk({ clock: { now: () => 0, setTimer: () => () => undefined }, drafts })
  const clientId = clientIdOf(draft, logs.ana, session)
  const update = encodeUpdate({ clientId, clock: 9, state: { user: { name: 'Ana' } } })
  expect(desk.announce(ana.space, draft, update)).toBeNull()
  drafts.open(ana.space, draft).begin('07'.repeat(16), clientId)
  for (const wrong of [new Uint8Array(0), encodeUpdate({ clientId: clientId + 1, clock: 1, state: {} })])
    expect(desk.announce(ana.space, draft, wrong)).toBeNull()
  const note = desk.announce(ana.space, draft, update)
  if (note === null) throw new Error('not announced')
  expect(await judge(mallory)(encodePresence(ana.replica.space, note, keyOf('ana')))).toMatchObject({ session, log: logs.ana })
  expect(decodePresence(note.update)).toMatchObject({ clientId, state: { user: { name: 'Ana' } } })
  drafts.close()
})
