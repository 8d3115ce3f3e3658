import type { Address, EntryId } from '@daomesh/protocol'
import type { Contribution } from '../document/entry.ts'
import type { SessionEdits } from './editingSessions.ts'
import { type IdRange, idSet } from './idSet.ts'
import type { MovedText } from './movedText.ts'
import { nameOf } from './passage.ts'
import type { Line, LinePlace, NodeId } from './readLines.ts'
import type { Version } from './versionOf.ts'

/** Who did something, in which session, named by its last entry, and when that was by their clock in milliseconds. */
export type Deed = { readonly member: Address; readonly version: EntryId; readonly at: number }

/** Letters that one member wrote in one session. */
export type BlameRun = {
  readonly text: string
  readonly wrote: Deed
  /** Who put it where it stands, where that is not who wrote it. */
  readonly moved: Deed | null
  /** What the session that is looked at did: `removed` is no part of the version any more. */
  readonly change: 'kept' | 'added' | 'removed'
  /** Names of removed letters, to bring them back; empty for what is there. */
  readonly passages: readonly string[]
}

/** A run as it grows: what is joined to it is put behind the rest, not copied, since a hostile text has each letter in a piece of its own. */
type Growing = Omit<BlameRun, 'passages' | 'text'> & { text: string; readonly gone: IdRange[] }

/** Puts a range behind the others, joined to the last one where it goes on. */
const joinTo = (ranges: IdRange[], next: IdRange): void => {
  const last = ranges.at(-1)
  if (last !== undefined && last.client === next.client && last.clock + last.length === next.clock)
    ranges[ranges.length - 1] = { ...last, length: last.length + next.length }
  else ranges.push(next)
}

export type BlameLine = LinePlace & { readonly runs: readonly BlameRun[] }

const lookUp = (contributions: readonly Contribution[]) => {
  const byClient = Map.groupBy(
    contributions.filter(({ from, to }) => from < to),
    ({ client }) => client,
  )
  /** The contribution that wrote a letter. Those of one client continue each other. */
  return ({ client, clock }: { readonly client: number; readonly clock: number }): Contribution => {
    const list = byClient.get(client) ?? []
    let [low, high] = [0, list.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[middle]?.to ?? 0) <= clock) low = middle + 1
      else high = middle
    }
    const found = list[low]
    if (found === undefined) throw new RangeError('a letter that nobody wrote')
    return found
  }
}

const deeds = (sessions: readonly SessionEdits[]) => {
  const byEntry = new Map<EntryId, Deed>()
  for (const edits of sessions) {
    const { member, entry, at } = edits.at(-1) ?? edits[0]
    for (const edit of edits) byEntry.set(edit.entry, { member, version: entry, at })
  }
  return ({ member, entry, at }: Contribution): Deed => byEntry.get(entry) ?? { member, version: entry, at }
}

/** Cuts what one client wrote where the next entry begins. */
const byEntry = (range: IdRange, writerOf: (id: IdRange) => Contribution): readonly IdRange[] => {
  const out: IdRange[] = []
  const end = range.clock + range.length
  for (let { clock } = range; clock < end;) {
    const length = Math.min(end, writerOf({ ...range, clock }).to) - clock
    out.push({ client: range.client, clock, length })
    clock += length
  }
  return out
}

type Part = IdRange & { readonly change: BlameRun['change'] }

const same = (a: Growing, b: Growing): boolean =>
  a.change === b.change && a.wrote.version === b.wrote.version && a.moved?.version === b.moved?.version

/** The lines of a version, who wrote each run of letters, and, for a session that is looked at, what it added and removed. */
export const readBlame = (parameters: {
  readonly lines: readonly Line[]
  readonly contributions: readonly Contribution[]
  readonly version: Version
  readonly moves: MovedText
  readonly sessions: readonly SessionEdits[]
  readonly session: SessionEdits | null
}): readonly BlameLine[] => {
  const { lines, contributions, version, moves, sessions, session } = parameters
  const writerOf = lookUp(contributions)
  const deedOf = deeds(sessions)
  const added = idSet((session ?? []).map(({ client, from, to }) => ({ client, clock: from, length: to - from })))
  const removed = idSet((session ?? []).flatMap(({ deletions }) => deletions))

  const isThere = ({ client, clock }: NodeId) => clock < (version.clocks.get(client) ?? 0) && !version.deleted.has(client, clock)
  const byRemoved = (ids: readonly NodeId[]) => ids.some(({ client, clock }) => removed.has(client, clock))

  /** `nodes` hold the piece: where one of them is gone, so are its letters, those that its remover did not see too. */
  const partsOf = (piece: IdRange, nodes: readonly NodeId[]): readonly Part[] => {
    const { client, clock } = piece
    const there = Math.min(piece.length, (version.clocks.get(client) ?? 0) - clock)
    if (there <= 0) return []
    const stands = nodes.every(isThere)
    return version.deleted.cut({ client, clock, length: there }).flatMap((cut): readonly Part[] => {
      if (!cut.inside && stands)
        return added.cut({ client, ...cut }).map((one) => ({ client, ...one, change: one.inside ? 'added' : 'kept' }))
      const gone = removed.cut({ client, ...cut }).filter(({ inside }) => inside || (!cut.inside && byRemoved(nodes)))
      // What it wrote and deleted itself, or only moved, nobody misses.
      return gone
        .flatMap((one) => moves.away.cut({ client, ...one }))
        .filter((one) => !one.inside && !added.has(client, one.clock))
        .map((one) => ({ client, ...one, change: 'removed' }))
    })
  }

  const runsOf = ({ pieces, nodes }: Line): readonly BlameRun[] => {
    const runs: Growing[] = []
    for (const piece of pieces)
      for (const part of partsOf({ ...piece, length: piece.text.length }, piece.node === null ? nodes : [...nodes, piece.node]))
        for (const placed of byEntry(part, writerOf)) {
          const mover = writerOf(placed)
          let { clock } = placed
          for (const source of moves
            .sourcesOf(placed)
            .flatMap((one) => byEntry(one, writerOf).map((range) => ({ ...range, moved: one.moved })))) {
            const text = piece.text.slice(clock - piece.clock, clock - piece.clock + source.length)
            const wrote = writerOf(source)
            const run: Growing = {
              text,
              wrote: deedOf(wrote),
              moved: source.moved && mover.member !== wrote.member ? deedOf(mover) : null,
              change: source.moved && part.change === 'added' ? 'kept' : part.change,
              gone: part.change === 'removed' ? [{ client: part.client, clock, length: source.length }] : [],
            }
            const last = runs.at(-1)
            if (last !== undefined && same(last, run)) {
              last.text += text
              for (const range of run.gone) joinTo(last.gone, range)
            } else runs.push(run)
            clock += source.length
          }
        }
    return runs.map(({ gone, ...run }) => ({ ...run, passages: gone.map(nameOf) }))
  }

  return lines.flatMap((line) => {
    const { name, level, depth, marker } = line
    const runs = runsOf(line)
    return runs.length > 0 || (name === 'horizontalRule' && line.nodes.every(isThere)) ? [{ name, level, depth, marker, runs }] : []
  })
}
