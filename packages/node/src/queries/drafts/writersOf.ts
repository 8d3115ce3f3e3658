import type { Replica } from '@daomesh/log'
import { type Address, type DraftId, draftStream } from '@daomesh/protocol'

/**
 * Who wrote in a draft, in the order of accounts. Texts are no part of the state that members agree on, so its registers do not know it; each device
 * has a log in the draft's stream, and its newest entry names whose it is.
 */
export const writersOf = ({ heads, status }: Pick<Replica, 'heads' | 'status'>, draft: DraftId): readonly Address[] => {
  const ends = heads(draftStream(draft)).flatMap((head) => (head.state === 'open' ? [head.id] : head.tips))
  const members = ends.flatMap((id) => {
    const line = status(id)
    // The first entry of a log only opens it.
    return line === null || line.seq === 0 || line.member === null ? [] : [line.member as Address]
  })
  return [...new Set(members)].sort()
}
