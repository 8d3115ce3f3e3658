import { randomBytes } from 'node:crypto'
import { openReplica, type Replica, type LogStore } from '@daomesh/log'
import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import { sqliteStore } from '@daomesh/log/sqlite'
import {
  type Address,
  type Clock,
  hashOf,
  type Random,
  type Reduce,
  sealBody,
  openBody,
  type SpaceId,
  toHex,
  utf8,
  keyIdOf,
  type ViewId,
} from '@daomesh/protocol'

/** A space with one author and small encrypted notes, made alike by both sides of a measurement. */
export const space = toHex(hashOf('daomesh/bench/space')) as SpaceId
const view = toHex(hashOf('daomesh/bench/view')) as ViewId
const key = hashOf('daomesh/bench/key')
const member = `0x${'11'.repeat(20)}` as Address

export const clock: Clock = {
  now: () => Date.now(),
  setTimer: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
export const random: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) }
export const deviceOf = (name: string) => deviceKeyFromSeed(hashOf('daomesh/bench/device', utf8(name)))

/** The first entry opens the log; every other writes one register, as a comment does. */
const reduce: Reduce = (entry) =>
  entry.header.seq === 0
    ? { outcome: 'accepted', writes: [], author: { member, device: entry.header.device, stream: entry.header.opening?.stream ?? '' } }
    : { outcome: 'accepted', writes: [{ key: `note/${entry.id}`, order: '', value: 1 }] }

export const openBenchReplica = (name: string, store: LogStore): Promise<Replica> =>
  openReplica({
    space,
    store,
    verifier: nativeVerifier(),
    clock,
    random,
    reduce,
    views: {
      lookup: (id) => (id === view ? { view, index: 0, members: null } : undefined),
      current: () => ({ view, index: 0, members: null }),
    },
    openBody: (_, body, headerBytes) => openBody(key, headerBytes, body),
    device: deviceOf(name),
    foldVersion: 1,
  })

export const openBenchStore = (path: string): LogStore => sqliteStore({ path, random })

/** Fills the author's log. */
export const writeNotes = async (replica: Replica, count: number): Promise<void> => {
  const batch = 500
  for (let done = 0; done < count; done += batch) {
    await replica.appendMany(
      Array.from({ length: Math.min(batch, count - done) }, (_, i) => ({
        stream: 'governance',
        kind: 'comment.post',
        body: { v: 1, text: `note ${done + i}: a sentence of the length that people write` },
        keyId: keyIdOf(key),
        seal: (header, plaintext) => sealBody(key, random.bytes(24), header, plaintext),
      })),
    )
  }
}
