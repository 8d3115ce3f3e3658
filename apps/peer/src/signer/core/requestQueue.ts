import {
  type Address,
  type Clock,
  DaomeshError,
  type Hex,
  type SigningRequest,
  takenBackReason,
  unansweredReasons,
} from '@daomesh/protocol'

export type QueuedRequest = {
  readonly id: number
  readonly account: Address
  readonly request: SigningRequest
  /** Milliseconds since 1970. */
  readonly at: number
}

type Waiting = QueuedRequest & {
  readonly resolve: (signature: Hex) => void
  readonly reject: (error: unknown) => void
  readonly cancelTimer: () => void
  busy: boolean
}

/** More than a person can read is an attack or a fault, and is refused at once. */
const mostPending = 32
/** Milliseconds until an unanswered request counts as declined: a signature given hours later would surprise. */
const patience = 30 * 60_000

/** Requests in the order in which they came, each waiting for a yes or a no. */
export type RequestQueue = {
  readonly list: () => readonly QueuedRequest[]
  readonly add: (account: Address, request: SigningRequest) => { readonly queued: QueuedRequest; readonly answer: Promise<Hex> }
  /** Signs a waiting request; it stays when signing fails for want of an unlocked key. @throws DaomeshError `INPUT_INVALID` for an unknown id. */
  readonly approve: (id: number, sign: (queued: QueuedRequest) => Promise<Hex>) => Promise<void>
  /** @throws DaomeshError `INPUT_INVALID` for an unknown id. */
  readonly decline: (id: number, reason: string) => void
  /** Whoever asked does not want it any more. One that is answered, or being signed, stays as it is. */
  readonly takeBack: (id: number) => void
  readonly declineAll: (reason: string) => void
}

export const createRequestQueue = ({ clock, changed }: { readonly clock: Clock; readonly changed: () => void }): RequestQueue => {
  const waiting = new Map<number, Waiting>()
  // A person may answer by number what they read before this process began anew: with seconds to begin at, no number of then means another request now.
  let last = Math.floor(clock.now() / 1_000) % 1_000_000

  const find = (id: number): Waiting => {
    const found = waiting.get(id)
    if (found === undefined || found.busy)
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'id', reason: 'this request is no longer open' } })
    return found
  }
  const take = (found: Waiting): void => {
    waiting.delete(found.id)
    found.cancelTimer()
    changed()
  }
  const refuse = (found: Waiting, reason: string): void => {
    take(found)
    found.reject(new DaomeshError('SIGNING_REFUSED', { meta: { reason } }))
  }

  const add = (account: Address, request: SigningRequest) => {
    if (waiting.size >= mostPending) throw new DaomeshError('SIGNING_REFUSED', { meta: { reason: unansweredReasons.full } })
    last += 1
    const queued: QueuedRequest = { id: last, account, request, at: clock.now() }
    const answer = new Promise<Hex>((resolve, reject) => {
      const cancelTimer = clock.setTimer(() => {
        const late = waiting.get(queued.id)
        if (late !== undefined && !late.busy) refuse(late, unansweredReasons.late)
      }, patience)
      waiting.set(queued.id, { ...queued, resolve, reject, cancelTimer, busy: false })
    })
    changed()
    return { queued, answer }
  }

  const approve = async (id: number, sign: (queued: QueuedRequest) => Promise<Hex>): Promise<void> => {
    const found = find(id)
    found.busy = true
    try {
      const signature = await sign(found)
      take(found)
      found.resolve(signature)
    } catch (error) {
      found.busy = false
      throw error
    }
  }

  return {
    list: () => [...waiting.values()].map(({ id, account, request, at }) => ({ id, account, request, at })),
    add,
    approve,
    decline: (id, reason) => refuse(find(id), reason),
    takeBack: (id) => {
      const found = waiting.get(id)
      if (found !== undefined && !found.busy) refuse(found, takenBackReason)
    },
    declineAll: (reason) => {
      for (const found of waiting.values()) if (!found.busy) refuse(found, reason)
    },
  }
}
