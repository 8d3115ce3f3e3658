import type { Replica } from '@daomesh/log'
import type { EntryId } from '@daomesh/protocol'

/** Whether the one entry lies in the past of the other. In forked logs nobody can say, so the answer is no. */
export const knewOf = (replica: Pick<Replica, 'status' | 'pastOf' | 'idAt'>, entry: EntryId, of: EntryId): boolean => {
  const [from, known] = [replica.status(entry), replica.status(of)]
  if (from === null || known === null || replica.idAt(known.log, known.seq) !== of) return false
  return (replica.pastOf([{ log: from.log, seq: from.seq }]).get(known.log) ?? -1) >= known.seq
}
