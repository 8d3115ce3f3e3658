import type { Place, Replica } from '@daomesh/log'
import type { EntryId, LogId } from '@daomesh/protocol'

type Parts = Pick<Replica, 'pastOf' | 'idAt'> & { readonly status: (id: EntryId) => Place | null }

/**
 * Of one entry, whether another one lies in its past. In forked logs nobody can say, so the answer is no. The past is a walk over all records: it is made once,
 * and only where it is asked for, since a member may revoke any number of devices.
 */
export const knewOf = (replica: Parts, entry: EntryId): ((of: EntryId) => boolean) => {
  const from = replica.status(entry)
  let past: ReadonlyMap<LogId, number> | null = null
  return (of) => {
    const known = replica.status(of)
    if (from === null || known === null || replica.idAt(known.log, known.seq) !== of) return false
    past ??= replica.pastOf([{ log: from.log, seq: from.seq }])
    return (past.get(known.log) ?? -1) >= known.seq
  }
}
