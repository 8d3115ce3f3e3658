import type { Address, DraftId, EntryId } from '@daomesh/protocol'
import * as Y from 'yjs'
import { judgeUpdate } from '../admission/judgeUpdate.ts'
import { appendRun, type Run } from '../admission/structIndex.ts'
import { clockAt, emptyVector, mergeVectors, type Vector, withClock } from '../admission/vector.ts'
import { clientIdOf } from '../clientIdOf.ts'
import { refusals, UpdateRefused } from '../refusal.ts'
import { readUpdate } from '../update/readUpdate.ts'
import { applyQuietly } from './applyQuietly.ts'
import type { Contribution, DraftEntry, Judgement } from './entry.ts'

const rejected = (error: UpdateRefused): Judgement => ({
  outcome: 'rejected',
  reason: error.reason,
  rule: refusals[error.reason],
  detail: error.message,
})

const excluded = (verdict: 'set-aside' | 'apply') =>
  new UpdateRefused(verdict, verdict === 'apply' ? 'Yjs could not apply it' : 'this history does not count')

/**
 * One document with everything needed to judge the next entry: admitted structs by client, the closure of every entry, the live Yjs document.
 * It only grows; whoever wants something taken out makes another one.
 */
export const createReplica = (draft: DraftId, verdictOf: (id: EntryId) => 'set-aside' | 'apply' | null) => {
  const doc = new Y.Doc({ gc: false })
  doc.getXmlFragment('content')
  const closures = new Map<EntryId, Vector>()
  const judgements = new Map<EntryId, Judgement>()
  const contributions: Contribution[] = []
  const clientNumbers = new Map<number, number>()
  const runsByClient = new Map<number, Run[]>()
  const halvesByClient = new Map<number, Set<number>>()
  /** Entries of a newer version and all that stands on one: what they cite is not whole here. */
  const opaque = new Set<EntryId>()

  const causesOf = (entry: DraftEntry): readonly EntryId[] => (entry.prev === null ? entry.parents : [entry.prev, ...entry.parents])

  const isOpaque = (entry: DraftEntry): boolean =>
    (entry.edit === 'newer' && verdictOf(entry.id) === null) || causesOf(entry).some((cause) => opaque.has(cause))

  const closureBefore = (entry: DraftEntry): Vector => {
    let vector = emptyVector
    for (const cause of causesOf(entry)) vector = mergeVectors(vector, closures.get(cause) ?? emptyVector)
    return vector
  }

  const attempt = (entry: DraftEntry, edit: { session: Uint8Array; update: Uint8Array }, vector: Vector) => {
    const client = clientIdOf(draft, entry.log, edit.session)
    const clock = (of: number) => {
      const number = clientNumbers.get(of)
      return number === undefined ? 0 : clockAt(vector, number)
    }
    const closure = {
      clock,
      total: vector.total,
      clients: vector.clients,
      runs: (of: number) => runsByClient.get(of) ?? [],
      isHalf: (of: number, at: number) => halvesByClient.get(of)?.has(at) ?? false,
      live: doc,
    }
    return { client, ...judgeUpdate(readUpdate(edit.update), client, closure) }
  }

  const judge = (entry: DraftEntry): Judgement => {
    const verdict = verdictOf(entry.id)
    if (verdict !== null) return rejected(excluded(verdict))
    if (isOpaque(entry)) return { outcome: 'opaque' }
    if (entry.edit === null || entry.edit === 'newer' || entry.member === null) return { outcome: 'empty' }
    try {
      attempt(entry, entry.edit, closureBefore(entry))
      return { outcome: 'admitted' }
    } catch (error) {
      if (error instanceof UpdateRefused) return rejected(error)
      throw error
    }
  }

  const apply = (entry: DraftEntry, member: Address, edit: { session: Uint8Array; update: Uint8Array }, before: Vector): void => {
    const { client, from, to, runs, halves, deletions } = attempt(entry, edit, before)
    try {
      applyQuietly(doc, edit.update)
    } catch (cause) {
      throw new UpdateRefused('apply', 'Yjs could not apply it', cause)
    }
    const number = clientNumbers.get(client) ?? clientNumbers.size
    clientNumbers.set(client, number)
    const known = runsByClient.get(client) ?? []
    for (const run of runs) appendRun(known, run)
    runsByClient.set(client, known)
    if (halves.size > 0) {
      const knownHalves = halvesByClient.get(client) ?? new Set()
      for (const half of halves) knownHalves.add(half)
      halvesByClient.set(client, knownHalves)
    }
    closures.set(entry.id, withClock(before, number, to))
    const { id, log, device, at } = entry
    contributions.push({ entry: id, log, device, member, client, at, from, to, deletions })
  }

  /** Judges and applies. The causes of the entry must have been taken before. @throws UpdateRefused `apply` when Yjs itself failed: this replica is spoilt. */
  const take = (entry: DraftEntry): Judgement => {
    const before = closureBefore(entry)
    closures.set(entry.id, before)
    let judgement: Judgement = { outcome: 'empty' }
    const verdict = verdictOf(entry.id)
    const hidden = isOpaque(entry)
    if (hidden) opaque.add(entry.id)
    if (verdict !== null) judgement = rejected(excluded(verdict))
    else if (hidden) judgement = { outcome: 'opaque' }
    else if (entry.edit !== null && entry.edit !== 'newer' && entry.member !== null) {
      try {
        apply(entry, entry.member, entry.edit, before)
        judgement = { outcome: 'admitted' }
      } catch (error) {
        if (!(error instanceof UpdateRefused) || error.reason === 'apply') throw error
        judgement = rejected(error)
      }
    }
    judgements.set(entry.id, judgement)
    return judgement
  }

  return {
    doc,
    judge,
    take,
    /** How far the author of an entry had seen what a client wrote. */
    sawOf: (id: EntryId, client: number): number => {
      const number = clientNumbers.get(client)
      return number === undefined ? 0 : clockAt(closures.get(id) ?? emptyVector, number)
    },
    judgementOf: (id: EntryId): Judgement | null => judgements.get(id) ?? null,
    contributions: (): readonly Contribution[] => contributions,
    opaque: (): ReadonlySet<EntryId> => opaque,
  }
}

export type Replica = ReturnType<typeof createReplica>
