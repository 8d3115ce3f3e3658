import type { EntryId } from '@daomesh/protocol'
import type { Core } from './core.ts'
import type { Brief } from './layers.ts'
import type { EntryNode } from './model.ts'
import { type AuditLine, auditLine, type AuditStatus, statusOf } from './read.ts'

/** Where an entry stands in the audit: its bytes say so, so it never moves, whatever else comes. */
export type AuditPlace = { readonly at: number; readonly id: EntryId }

export type AuditQuery = {
  /** The last one that was read; null begins with the newest. */
  readonly after: AuditPlace | null
  readonly limit: number
  readonly statuses: ReadonlySet<AuditStatus>
}

export type AuditPage = {
  readonly lines: readonly AuditLine[]
  /** Where the next page begins; null where this is the last. */
  readonly next: AuditPlace | null
  /** Of all entries, whatever was asked for. */
  readonly counts: Readonly<Record<AuditStatus, number>>
}

const isAside = (status: AuditStatus): boolean => status === 'forked' || status === 'cut'

const newestFirst = (a: AuditPlace, b: AuditPlace): number => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The entries behind a place, by the time that their authors stated, the newest first, and how many there are of each status. One walk over all that is
 * stored, which makes objects of hardly more than a page: what is older than that page is told by its time alone.
 */
export const auditPage = (core: Core, { after, limit, statuses }: AuditQuery): AuditPage => {
  const counts = { accepted: 0, pending: 0, rejected: 0, opaque: 0, locked: 0, forked: 0, cut: 0 }
  const room = 2 * (limit + 1)
  const found: EntryNode[] = []
  /** Nothing behind it belongs to the page. */
  let last: EntryNode | undefined
  const keepFirst = (): void => {
    found.sort(newestFirst)
    found.length = Math.min(found.length, limit + 1)
    last = found[limit]
  }
  const wants = (brief: Brief): boolean => {
    const status = statusOf(brief)
    counts[status]++
    return statuses.has(status) && (after === null || brief.at <= after.at) && (last === undefined || brief.at >= last.at)
  }
  for (const node of core.graph.nodes.wanted(wants)) {
    if (after !== null && newestFirst(after, node) >= 0) continue
    if (found.push(node) === room) keepFirst()
  }
  keepFirst()
  const page = found.slice(0, limit)
  const end = page.at(-1)
  return {
    lines: page.map((node) => auditLine(core, node)),
    next: end === undefined || found.length <= limit ? null : { at: end.at, id: end.id },
    counts,
  }
}

/** Those that a fork, a removal or a revocation set aside, in no order. */
export function* asideLines(core: Core): Generator<AuditLine> {
  for (const node of core.graph.nodes.wanted((brief) => isAside(statusOf(brief)))) yield auditLine(core, node)
}
