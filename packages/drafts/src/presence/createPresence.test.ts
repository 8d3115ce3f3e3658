import { expect, test } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { utf8 } from '@daomesh/protocol'
import { clientIdOf } from '../clientIdOf.ts'
import { text, uint } from '../testing/bytes.ts'
import { draft, logOf, sessionOf } from '../testing/mesh.ts'
import { createPresence, decodePresence } from './createPresence.ts'

const at = (who: string) => ({ log: logOf(who), session: sessionOf(who) })
const create = () => {
  let now = 1_000_000
  const clock = { now: () => now, setTimer: () => () => undefined }
  return { presence: createPresence({ draft, clock }), pass: (milliseconds: number) => (now += milliseconds) }
}

test('Y30 who announces is seen, who leaves or falls silent is not', () => {
  const [ana, ben] = [create(), create()]
  const heard = (state: { name: string } | null) =>
    ben.presence.hear({ ...at('ana'), bytes: ana.presence.announce({ ...at('ana'), state }) })
  expect(heard({ name: 'Ana' })).toBe(true)
  expect(ben.presence.present()).toMatchObject([{ log: logOf('ana'), state: { name: 'Ana' } }])
  ben.pass(31_000)
  expect(ben.presence.present()).toEqual([])
  expect(heard({ name: 'Ana' })).toBe(true)
  expect(heard(null)).toBe(true)
  expect(ben.presence.present()).toEqual([])
})

test('Y30 the bytes are those of y-protocols, both ways', () => {
  const doc = new Y.Doc()
  doc.clientID = clientIdOf(draft, logOf('ana'), sessionOf('ana'))
  const awareness = new Awareness(doc)
  awareness.setLocalState({ name: 'Ana' })
  const { presence } = create()
  expect(presence.hear({ ...at('ana'), bytes: encodeAwarenessUpdate(awareness, [doc.clientID]) })).toBe(true)
  expect(presence.present()).toMatchObject([{ state: { name: 'Ana' } }])
  applyAwarenessUpdate(awareness, presence.announce({ ...at('ben'), state: { name: 'Ben' } }), 'test')
  expect(awareness.getStates().get(clientIdOf(draft, logOf('ben'), sessionOf('ben')))).toEqual({ name: 'Ben' })
  awareness.destroy()
  doc.destroy()
})

test('D2 Y31 presence under another session’s id, replayed or too long, is dropped', () => {
  const [ana, ben] = [create(), create()]
  const bytes = ana.presence.announce({ ...at('ana'), state: { name: 'Ana' } })
  expect(ben.presence.hear({ ...at('mallory'), bytes })).toBe(false)
  expect(ben.presence.hear({ ...at('ana'), bytes })).toBe(true)
  expect(ben.presence.hear({ ...at('ana'), bytes })).toBe(false)
  expect(() => ana.presence.announce({ ...at('ana'), state: { name: 'x'.repeat(3000) } })).toThrow('too long')
  expect(decodePresence(utf8('x'.repeat(3000)))).toBeNull()
})

test('D1 Y31 malformed presence and prototype keys are harmless', () => {
  for (const bytes of [
    new Uint8Array(),
    uint(2),
    Uint8Array.of(1, 255),
    Uint8Array.from([...uint(1), ...uint(5), ...uint(1), ...text('[]')]),
  ])
    expect(decodePresence(bytes)).toBeNull()
  const note = decodePresence(Uint8Array.from([...uint(1), ...uint(5), ...uint(1), ...text('{"__proto__":{"admin":1},"name":"x"}')]))
  expect(note?.state).toEqual({ name: 'x' })
  expect(({ ...note?.state } as { admin?: number }).admin).toBeUndefined()
})

test('Y31 at most 128 sessions are kept', () => {
  const { presence } = create()
  const others = Array.from({ length: 130 }, (_, n) => `p${n}`)
  const results = others.map((name) => presence.hear({ ...at(name), bytes: create().presence.announce({ ...at(name), state: {} }) }))
  expect(results.filter(Boolean).length).toBe(128)
})
