import type * as Y from 'yjs'
import { draftLimits } from '../limits.ts'
import { UpdateRefused } from '../refusal.ts'
import { mayContain, mayHaveAttribute, rootKind, textKind } from '../schema.ts'
import type { Deletion, Struct, StructId, Update } from '../update/readUpdate.ts'
import { type ClosureClock, createPlacement } from './placement.ts'
import { appendRun, findRun, type NodeFact, type Run } from './structIndex.ts'

export const rootFact: NodeFact = { name: rootKind, id: null, parent: null, depth: 0 }

/** What the closure of an entry's parents says; nothing here depends on what else has arrived. */
export type Closure = {
  readonly clock: ClosureClock
  readonly total: number
  readonly clients: number
  /** The admitted structs of a client, at least as far as the closure goes. */
  readonly runs: (client: number) => readonly Run[]
  /** Whether the clock is the second half of a character that takes two UTF-16 units. */
  readonly isHalf: (client: number, clock: number) => boolean
  /** Read only for the order of items that both lie in the closure. */
  readonly live: Y.Doc
}

export type Admission = {
  readonly from: number
  readonly to: number
  readonly runs: readonly Run[]
  readonly halves: ReadonlySet<number>
  readonly deletions: readonly Deletion[]
}

type Place = { readonly parent: NodeFact; readonly key: string | null }

const reference = (detail: string) => new UpdateRefused('reference', detail)

const resolve = (struct: Struct, find: (id: StructId) => Run): Place => {
  const left = struct.origin && find(struct.origin)
  const right = struct.rightOrigin && find(struct.rightOrigin)
  if (left && right && (left.parent !== right.parent || left.key !== right.key)) throw reference('neighbours in different lists')
  const near = left ?? right
  if (near) return { parent: near.parent, key: near.key }
  if (struct.parent === 'root') return { parent: rootFact, key: struct.key }
  const node = struct.parent && find(struct.parent).node
  if (!node) throw reference('the parent is not a node')
  return { parent: node, key: struct.key }
}

/** A value that stands before others was never in force; where each came before the last, Yjs would walk by all of them for each. */
const checkAttribute = (struct: Struct, { parent, key }: Place): void => {
  if (struct.rightOrigin !== null) throw new UpdateRefused('placement', 'a value of an attribute comes after those before it')
  if (struct.content.type !== 'attribute' || key === null || !mayHaveAttribute(parent.name, key, struct.content.value))
    throw new UpdateRefused('schema', 'no such attribute, or not with this value')
}

const checkChild = (struct: Struct, { parent }: Place): void => {
  const { content } = struct
  if (content.type === 'attribute') throw new UpdateRefused('content', 'a plain value is not a child')
  if (content.type === 'node') {
    if (!mayContain(parent.name, content.name)) throw new UpdateRefused('schema', `${parent.name} does not hold ${content.name}`)
    if (parent.depth >= draftLimits.depth) throw new UpdateRefused('depth', 'nested too deep')
    return
  }
  if (parent.name !== textKind) throw new UpdateRefused('schema', 'text stands in text nodes only')
  if (content.type === 'format' && parent.parent?.name === 'codeBlock') throw new UpdateRefused('schema', 'code blocks have no marks')
}

const checkSize = (client: number, from: number, to: number, closure: Closure): void => {
  if (closure.total + to - from > draftLimits.clocks) throw new UpdateRefused('size', 'the draft is full')
  if (closure.clock(client) === 0 && closure.clients >= draftLimits.sessions) throw new UpdateRefused('size', 'too many sessions')
}

const noteHalves = ({ clock, content }: Struct, halves: Set<number>): void => {
  if (content.type !== 'text') return
  for (let i = 1; i < content.text.length; i++) if ((content.text.charCodeAt(i) & 0xfc00) === 0xdc00) halves.add(clock + i)
}

/**
 * Judges one update against the closure of its entry. Pure in (update, client, closure).
 * @throws UpdateRefused with the reason.
 */
export const judgeUpdate = (update: Update, client: number, closure: Closure): Admission => {
  if (update.client !== null && update.client !== client) throw new UpdateRefused('foreign-client', 'structs of another session')
  const from = closure.clock(client)
  if (update.client !== null && update.clock !== from) throw new UpdateRefused('clock-gap', 'clocks do not continue the session')
  const to = from + update.structs.reduce((sum, struct) => sum + struct.content.length, 0)
  if (to > from) checkSize(client, from, to, closure)

  const runs: Run[] = []
  const find = (id: StructId): Run => {
    const isNew = id.client === client && id.clock >= from
    const run = isNew ? findRun(runs, id.clock) : id.clock < closure.clock(id.client) ? findRun(closure.runs(id.client), id.clock) : null
    if (run === null) throw reference('names what is not in its causal past')
    return run
  }
  const halves = new Set<number>()
  /** Yjs replaces both halves of a cut character, but not in the document that cut it: the two would differ for good. */
  const refuseCut = (of: number, clock: number) => {
    if (of === client && clock >= from ? halves.has(clock) : closure.isHalf(of, clock))
      throw new UpdateRefused('placement', 'cuts a character')
  }
  const placement = createPlacement(closure.live, client, from, closure.clock)
  for (const struct of update.structs) {
    const place = resolve(struct, find)
    if (struct.origin) refuseCut(struct.origin.client, struct.origin.clock + 1)
    if (struct.rightOrigin) refuseCut(struct.rightOrigin.client, struct.rightOrigin.clock)
    if (place.key === null) checkChild(struct, place)
    else checkAttribute(struct, place)
    placement.place(struct, place.parent, place.key)
    const { clock, content } = struct
    const { parent, key } = place
    const node = content.type === 'node' ? { name: content.name, id: { client, clock }, parent, depth: parent.depth + 1 } : null
    noteHalves(struct, halves)
    appendRun(runs, { clock, length: content.length, parent, key, node })
  }
  for (const deletion of update.deletions) {
    const known = deletion.client === client ? to : closure.clock(deletion.client)
    if (deletion.clock + deletion.length > known) throw new UpdateRefused('deletion', 'deletes what is not in its causal past')
    refuseCut(deletion.client, deletion.clock)
    refuseCut(deletion.client, deletion.clock + deletion.length)
  }
  return { from, to, runs, halves, deletions: update.deletions }
}
