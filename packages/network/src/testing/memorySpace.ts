import { generateKeyPairSync, sign } from 'node:crypto'
import {
  bodyHashOf,
  concatBytes,
  decodeEntry,
  type DeviceId,
  encodeEntry,
  encodeHeader,
  entryIdOf,
  type EntryHeader,
  type EntryId,
  governanceStream,
  hashOf,
  type LogHead,
  type LogId,
  logIdOf,
  signedBytes,
  type SpaceId,
  type SyncSpace,
  toHex,
  utf8,
  type ViewId,
  type WireEntry,
} from '@daomesh/protocol'

export type TestDevice = { readonly device: DeviceId; readonly seed: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array }

export const testDevice = (): TestDevice => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const seed = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
  const device = toHex(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))) as DeviceId
  return { device, seed, sign: (message) => new Uint8Array(sign(null, message, privateKey)) }
}

export const testSpace = (name: string): SpaceId => toHex(hashOf('test', utf8(name))) as SpaceId

export type TestLog = {
  readonly log: LogId
  readonly write: (text: string | Uint8Array, options?: { readonly kind?: string }) => Uint8Array
}

/** Writes real wire entries of one log. `from` forks it: the next entry takes this seq and predecessor again. */
export const testLog = (
  author: TestDevice,
  space: SpaceId,
  stream = governanceStream,
  options: { readonly incarnation?: string; readonly from?: { readonly seq: number; readonly prev: EntryId } } = {},
): TestLog => {
  const opening = { stream, incarnation: options.incarnation ?? '00112233445566778899aabbccddeeff' }
  const log = logIdOf(author.device, space, opening)
  let seq = options.from?.seq ?? 0
  let prev: EntryId | null = options.from?.prev ?? null
  return {
    log,
    write(text, { kind = 'comment' } = {}) {
      const body = typeof text === 'string' ? utf8(text) : text
      const header: EntryHeader = {
        v: 1,
        space,
        log,
        seq,
        prev,
        parents: [],
        view: '0'.repeat(64) as ViewId,
        at: 1_700_000_000_000 + seq,
        device: author.device,
        opening: seq === 0 ? opening : null,
        kind,
        keyId: null,
        bodyHash: bodyHashOf(body),
        bodySize: body.length,
      }
      const headerBytes = encodeHeader(header)
      prev = entryIdOf(headerBytes)
      seq++
      return encodeEntry({ headerBytes, signature: author.sign(signedBytes(headerBytes)), body })
    },
  }
}

export type MemorySpace = SyncSpace & {
  readonly size: () => number
  readonly ingested: () => number
  readonly ids: () => readonly EntryId[]
}

/**
 * A small replica for tests: stores whole entries by id, shows only what is connected to the start of its log. It does not verify signatures;
 * malformed bytes count as refused.
 */
export const createMemorySpace = (space: SpaceId, options: { readonly ingestDelay?: () => Promise<void> } = {}): MemorySpace => {
  const entries = new Map<EntryId, { readonly entry: WireEntry; readonly bytes: Uint8Array }>()
  const children = new Map<string, EntryId[]>()
  const streams = new Map<string, Set<LogId>>()
  let batches = 0
  const at = (log: LogId, seq: number) =>
    [...entries.values()]
      .filter(({ entry }) => entry.header.log === log && entry.header.seq === seq)
      .sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
  const childrenOf = (log: LogId, prev: EntryId | null): EntryId[] => children.get(`${log}:${prev ?? ''}`) ?? []

  const headOf = (log: LogId): LogHead | null => {
    let at: EntryId | null = null
    let seq = -1
    for (;;) {
      const next: EntryId[] = childrenOf(log, at)
      if (next.length > 1) {
        const [low = '' as EntryId, high = '' as EntryId] = [...next].sort()
        const tips: EntryId[] = []
        const walk = [...next]
        for (let id = walk.pop(); id !== undefined; id = walk.pop()) {
          const below = childrenOf(log, id)
          if (below.length === 0) tips.push(id)
          walk.push(...below)
        }
        return { log, state: 'forked', seq: seq + 1, proof: [low, high], tips: tips.sort() }
      }
      const only = next[0]
      if (only === undefined) return at === null ? null : { log, state: 'open', seq, id: at }
      at = only
      seq++
    }
  }
  const heads = (stream: string): LogHead[] => [...(streams.get(stream) ?? [])].sort().flatMap((log) => headOf(log) ?? [])
  const rootOf = (parts: readonly string[]): string => toHex(hashOf('test/root', concatBytes(...parts.map(utf8))))
  const headText = (h: LogHead): string => (h.state === 'open' ? `${h.log}${h.seq}${h.id}` : `${h.log}${h.seq}${h.proof.join()}`)
  const roots = () => {
    const all = [...streams.keys()].sort().map((stream) => ({ stream, root: rootOf(heads(stream).map(headText)) }))
    return { root: rootOf(all.map((s) => s.stream + s.root)), streams: all }
  }
  return {
    space,
    roots,
    heads,
    head: headOf,
    has: (id) => entries.has(id),
    depthAt: (log, seq) => {
      // Entries of these logs answer to nothing but their own log.
      const here = [...entries.values()].some(({ entry }) => entry.header.log === log && entry.header.seq === seq)
      return here ? seq + 1 : null
    },
    idsAt: (log, seq) => at(log, seq).map(({ entry }) => entry.id),
    entriesAt: (log, seq, wanted) =>
      at(log, seq)
        .filter(({ entry }) => wanted?.has(entry.id) !== false)
        .map(({ bytes }) => bytes),
    idAt(log, seq) {
      let at: EntryId | null = null
      for (let i = 0; i <= seq; i++) {
        const next: EntryId[] = childrenOf(log, at)
        const only = next[0]
        if (next.length !== 1 || only === undefined) return null
        at = only
      }
      return at
    },
    async ingest(wire) {
      await options.ingestDelay?.()
      batches++
      const stored: EntryId[] = []
      let known = 0
      let refused = 0
      for (const bytes of wire) {
        let entry: WireEntry
        try {
          entry = decodeEntry(bytes)
        } catch {
          refused++
          continue
        }
        if (entry.header.space !== space) {
          refused++
          continue
        }
        if (entries.has(entry.id)) {
          known++
          continue
        }
        entries.set(entry.id, { entry, bytes })
        const key = `${entry.header.log}:${entry.header.prev ?? ''}`
        children.set(key, [...(children.get(key) ?? []), entry.id])
        const opening = entry.header.opening
        if (opening !== null) {
          const logs = streams.get(opening.stream) ?? new Set<LogId>()
          streams.set(opening.stream, logs.add(entry.header.log))
        }
        stored.push(entry.id)
      }
      return { stored, known, refused }
    },
    size: () => entries.size,
    ingested: () => batches,
    ids: () => [...entries.keys()].sort(),
  }
}
