import { draftStream } from '@daomesh/protocol'
import { mutate } from './mutate.ts'
import { anyDraft, type Writing } from './writing.ts'

/** A record of anybody under the own name, with something in it changed. */
export const bendRecord: Writing = (pen) => {
  const log = pen.open(pen.random.chance(0.3) ? draftStream(anyDraft(pen)) : undefined)
  for (let i = 0; i < 4; i++) {
    const { header, body } = pen.random.pick(pen.known)
    pen.write(log, header.kind, mutate(body, pen.random))
  }
}

/** Somebody's record word for word, under the own name: foreign openings, seals and sheets among them. */
export const copyRecord: Writing = (pen) => {
  const log = pen.open()
  for (let i = 0; i < 3; i++) {
    const { header, body } = pen.random.pick(pen.known)
    pen.write(log, header.kind, body)
  }
}

/** Bodies that are no body at all. */
export const noBody: Writing = (pen) => {
  const log = pen.open()
  const plaintexts = [
    new Uint8Array(0),
    pen.random.bytes(40),
    Uint8Array.of(0x80),
    new Uint8Array(70_000),
    Uint8Array.of(0x9b, 255, 255, 255, 255),
  ]
  pen.write(log, 'comment.post', null, { plaintext: pen.random.pick(plaintexts) })
  pen.write(log, 'key.seal', null, { plaintext: pen.random.pick(plaintexts) })
  pen.write(log, 'comment.post', null, { plaintext: pen.random.pick(plaintexts), unsealed: true })
}

/** Kinds and versions of no app so far. */
export const newerRecord: Writing = (pen) => {
  const log = pen.open()
  for (const kind of ['poll.dream', '__proto__', 'constructor', 'k'.repeat(48)]) pen.write(log, kind, { v: 1, what: 1 })
  pen.write(log, 'ballot.cast', { v: 2, sheet: [] })
}
