import { clientIdOf } from '@daomesh/drafts'
import { concatBytes, type DraftId, draftStream, limits, utf8 } from '@daomesh/protocol'
import { mutate } from './mutate.ts'
import type { Pen } from './pen.ts'

/** What an attacker knows of its victim: the client id of an editor that is open, and how far it has written. */
export type Victim = { readonly draft: DraftId; readonly client: number; readonly clock: number; readonly honest: Uint8Array }

const uint = (value: number): Uint8Array => {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Uint8Array.of(...bytes, rest)
}
const text = (words: string): Uint8Array => concatBytes(uint(utf8(words).length), utf8(words))
const element = (name: string): Uint8Array => concatBytes(uint(3), text(name))
const info = { gc: 0, format: 6, type: 7, any: 8, key: 0x20, origin: 0x80 } as const

/** A struct after another one. */
const after = (client: number, clock: number, ref: number, content: Uint8Array): Uint8Array =>
  concatBytes(uint(ref | info.origin), uint(client), uint(clock), content)
/** A struct in a node, or in a root of this name. */
const inside = (parent: string | readonly [number, number], ref: number, content: Uint8Array): Uint8Array =>
  concatBytes(uint(ref), ...(typeof parent === 'string' ? [uint(1), text(parent)] : [uint(0), uint(parent[0]), uint(parent[1])]), content)
const noDeletions = uint(0)
const structs = (client: number, clock: number, list: readonly Uint8Array[]): Uint8Array =>
  concatBytes(uint(1), uint(list.length), uint(client), uint(clock), ...list, noDeletions)
/** A delete set alone. */
export const deletion = (client: number, clock: number, length: number): Uint8Array =>
  concatBytes(uint(0), uint(1), uint(client), uint(1), uint(clock), uint(length))

/** A v2 update of 26 bytes that makes Yjs allocate half a gigabyte. */
const bomb = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0, 0])
const deepMap = concatBytes(
  ...Array.from({ length: 20_000 }, () => concatBytes(Uint8Array.of(118), uint(1), text('a'))),
  Uint8Array.of(126),
)

const attribute = (own: number, key: string, value: Uint8Array): Uint8Array =>
  concatBytes(uint(info.any | info.key), uint(0), uint(own), uint(0), text(key), uint(1), value)

type Attack = (pen: Pen, victim: Victim) => void

/** One log of the draft with a session of its own; each update becomes one well-signed entry. */
const write =
  (make: (own: number, victim: Victim, pen: Pen) => readonly Uint8Array[]): Attack =>
  (pen, victim) => {
    const log = pen.open(draftStream(victim.draft))
    const session = pen.random.bytes(16)
    const own = clientIdOf(victim.draft, log.id, session)
    // It has seen what the victim wrote, so that nothing is refused for being out of sight alone.
    const parents = pen.known
      .filter(({ header }) => header.kind === 'draft.update')
      .map(({ id }) => id)
      .slice(-1)
    for (const update of make(own, victim, pen)) pen.write(log, 'draft.update', { v: 1, draft: victim.draft, session, update }, { parents })
  }

const paragraph = ({ client }: Victim): Uint8Array => after(client, 0, info.type, element('paragraph'))

const oddBodies: Attack = (pen, { draft, honest }) => {
  const body = { v: 1, draft, session: pen.random.bytes(16), update: honest }
  const odd: readonly unknown[] = [
    { ...body, update: 'text' },
    { ...body, session: 7 },
    { ...body, session: pen.random.bytes(15) },
    { ...body, draft: 'e'.repeat(32) },
    { ...body, update: [1, 2, 3] },
    { v: 1, draft },
    ...Array.from({ length: 24 }, () => mutate(body, pen.random)),
  ]
  for (const one of odd) {
    const from = pen.written.length
    try {
      pen.write(pen.open(draftStream(draft)), 'draft.update', one)
    } catch {
      // What the codec cannot say, nobody can send.
    }
    // Too long for any record: refused unread, and so nothing to wait for.
    if ((pen.written.at(-1)?.header.bodySize ?? 0) > limits.bodyBytes) pen.written.length = from
  }
}

const mutated = (bytes: Uint8Array, { random }: Pen): Uint8Array => {
  const copy = bytes.slice(0, random.chance(0.2) ? random.below(bytes.length) : bytes.length)
  for (let i = 0; i < 1 + random.below(3) && copy.length > 0; i++) copy[random.below(copy.length)] = random.below(256)
  return copy
}

/** Every attack on a Yjs document that a member can put into a record. */
export const draftAttacks = {
  'a clock squat': write((own, victim) => [structs(own, 1_000_000, [paragraph(victim)])]),
  'a GC struct under the victim’s id': write((own, { client, clock }) => [
    structs(client, clock, [concatBytes(uint(info.gc), uint(2 ** 40))]),
    structs(own, 0, [concatBytes(uint(info.gc), uint(2 ** 40))]),
  ]),
  'text under the victim’s id': write((_, victim) => [structs(victim.client, victim.clock, [paragraph(victim)])]),
  'a pre-emptive delete set': write((_, { client, clock }) => [deletion(client, 0, 2 ** 31), deletion(client, clock, 9)]),
  'a v2 bomb': write(() => [bomb]),
  'a map 20 000 deep': write((own, victim) => [
    structs(own, 0, [after(victim.client, 0, info.type, element('heading')), attribute(own, 'level', deepMap.subarray(0, 60_000))]),
    structs(own, 0, [after(victim.client, 0, info.type, element('heading')), attribute(own, 'level', deepMap.subarray(-4 * 2_000))]),
  ]),
  'a pending flood': write((own) =>
    Array.from({ length: 40 }, (_, n) =>
      structs(
        own,
        0,
        Array.from({ length: 500 }, (_, m) => after(7_000 + n, m, info.type, element('paragraph'))),
      ),
    ),
  ),
  '__proto__ as root, node, attribute and mark': write((own, victim) => [
    structs(own, 0, [inside('__proto__', info.type, element('paragraph'))]),
    structs(own, 0, [after(victim.client, 0, info.type, element('__proto__'))]),
    structs(own, 0, [
      after(victim.client, 0, info.type, element('heading')),
      attribute(own, '__proto__', concatBytes(Uint8Array.of(125), uint(1))),
    ]),
    structs(own, 0, [
      paragraph(victim),
      inside([own, 0], info.type, uint(6)),
      inside([own, 1], info.format, concatBytes(text('__proto__'), text('{"polluted":true}'))),
    ]),
  ]),
  'mutated bytes of an honest update': write((_, { honest }, pen) => Array.from({ length: 60 }, () => mutated(honest, pen))),
  'bodies of other types': oddBodies,
  'records of a newer version': (pen, { draft }) => {
    const log = pen.open(draftStream(draft))
    pen.write(log, 'draft.update', { v: 2, table: [] })
    pen.write(log, 'draft.update', { v: 1, draft, session: pen.random.bytes(16), update: Uint8Array.of(0, 0) })
  },
} as const satisfies Readonly<Record<string, Attack>>
