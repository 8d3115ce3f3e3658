import type { EntryId } from '@daomesh/protocol'
import type { EntryVerdict, Standing } from '../store/LogStore.ts'

// What the graph holds is in two layers: entries of the snapshot, which become objects when they are asked for, and those that came after it.

/** What can be said of an entry without an object for it. */
export type Brief = { readonly at: number; readonly verdict: EntryVerdict; readonly standing: Standing }

/** Entries of a snapshot, by their place in it. The same place always gives the same object. */
export type Stored<N> = {
  readonly count: number
  readonly at: (place: number) => N
  readonly find: (id: EntryId) => N | undefined
  readonly has: (id: EntryId) => boolean
  /** The same to read once: what nobody holds yet is made for the caller alone, and gone with it. */
  readonly peek: (place: number) => N
  readonly brief: (place: number) => Brief
  readonly ofKind: (kind: string) => Iterable<N>
  readonly streamAt: (place: number) => string
}

/** Entries by id. */
export class EntryIndex<N extends Brief> {
  readonly #stored: Stored<N> | null
  readonly #later = new Map<EntryId, N>()
  constructor(stored: Stored<N> | null = null) {
    this.#stored = stored
  }
  get size(): number {
    return (this.#stored?.count ?? 0) + this.#later.size
  }
  get(id: EntryId): N | undefined {
    return this.#later.get(id) ?? this.#stored?.find(id)
  }
  has(id: EntryId): boolean {
    return this.#later.has(id) || this.#stored?.has(id) === true
  }
  set(id: EntryId, node: N): void {
    this.#later.set(id, node)
  }
  /** Only what came later can leave: a stored entry is complete, and stays. */
  delete(id: EntryId): void {
    this.#later.delete(id)
  }
  /** To be read, not to be held. */
  *values(): Generator<N> {
    if (this.#stored !== null) for (let i = 0; i < this.#stored.count; i++) yield this.#stored.peek(i)
    yield* this.#later.values()
  }
  /** Those that are wanted, what came later first: of a snapshot an object is made of nothing else. To be read, not to be held. */
  *wanted(wants: (brief: Brief) => boolean): Generator<N> {
    for (const node of this.#later.values()) if (wants(node)) yield node
    if (this.#stored === null) return
    for (let i = this.#stored.count - 1; i >= 0; i--) if (wants(this.#stored.brief(i))) yield this.#stored.peek(i)
  }
}

/** Complete entries, each after everything it refers to. */
export class EntryOrder<N extends { readonly kind: string }> {
  readonly stored: Stored<N> | null
  readonly #later: N[] = []
  readonly #byStream = new Map<string, N[]>()
  constructor(stored: Stored<N> | null = null) {
    this.stored = stored
  }
  get length(): number {
    return (this.stored?.count ?? 0) + this.#later.length
  }
  at(place: number): N | undefined {
    const stored = this.stored?.count ?? 0
    return place < stored ? this.stored?.at(place) : this.#later[place - stored]
  }
  push(stream: string, node: N): void {
    this.#later.push(node)
    const known = this.#byStream.get(stream)
    if (known) known.push(node)
    else this.#byStream.set(stream, [node])
  }
  /** Those that came after the snapshot. */
  get later(): readonly N[] {
    return this.#later
  }
  *[Symbol.iterator](): Generator<N> {
    if (this.stored !== null) for (let i = 0; i < this.stored.count; i++) yield this.stored.at(i)
    yield* this.#later
  }
  /** Those of one kind. */
  *ofKind(kind: string): Generator<N> {
    yield* this.stored?.ofKind(kind) ?? []
    for (const node of this.#later) if (node.kind === kind) yield node
  }
  /** Those of one stream, to be read, not to be held. */
  *of(stream: string): Generator<N> {
    if (this.stored !== null) for (let i = 0; i < this.stored.count; i++) if (this.stored.streamAt(i) === stream) yield this.stored.peek(i)
    yield* this.#byStream.get(stream) ?? []
  }
}

/** The places of one log by seq, in the columns. */
export type StoredSeqs<N> = { readonly get: (seq: number) => readonly N[]; readonly last: number }

/** Entries of one log by seq: more than one where it is forked. */
export class SeqIndex<N> {
  readonly #stored: StoredSeqs<N> | null
  readonly #later = new Map<number, N[]>()
  constructor(stored: StoredSeqs<N> | null = null) {
    this.#stored = stored
  }
  get isEmpty(): boolean {
    return this.#stored === null && this.#later.size === 0
  }
  get(seq: number): N[] | undefined {
    const known = this.#later.get(seq)
    if (known !== undefined || this.#stored === null || seq > this.#stored.last) return known
    const nodes = [...this.#stored.get(seq)]
    if (nodes.length === 0) return undefined
    this.#later.set(seq, nodes)
    return nodes
  }
  set(seq: number, nodes: N[]): void {
    this.#later.set(seq, nodes)
  }
  delete(seq: number): void {
    this.#later.delete(seq)
  }
  /** Every seq, those of the snapshot first. */
  *keys(): Generator<number> {
    for (let seq = 0; seq <= (this.#stored?.last ?? -1); seq++) yield seq
    for (const seq of this.#later.keys()) if (seq > (this.#stored?.last ?? -1)) yield seq
  }
}
