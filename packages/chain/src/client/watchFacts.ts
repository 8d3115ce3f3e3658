import { type ChainPosition, type Clock, toDaomeshError } from '@daomesh/protocol'
import type { ChainHead, ChainProfile, FactsCursor, Page, Watching } from './ports.ts'
import type { Sleepers } from './sleepers.ts'

/** What the watcher told last, so that an idle chain tells nothing. */
const signatureOf = (page: Page<ChainPosition>): string => page.unfinalized.map((event) => `${event.blockHash}:${event.logIndex}`).join()

/**
 * Follows the facts of a DAO or of the escrow by polling (SPEC A7): page after page until there is no more, then one look per `poll` milliseconds.
 * A failure doubles the pause up to `slowestPoll`; the first success resets it, and waking the sleepers ends it. Pages are handed over one at a time.
 * @returns stops watching; after it nothing is called any more.
 */
export const watchFacts = <P extends Page<ChainPosition>, R extends { readonly from: FactsCursor | null }>(
  read: (request: R) => Promise<P>,
  { poll, slowestPoll }: Pick<ChainProfile, 'poll' | 'slowestPoll'>,
  { clock, sleepers }: { readonly clock: Clock; readonly sleepers: Sleepers },
  request: R & Watching<P>,
): (() => void) => {
  let stopped = false
  let isLooking = false
  /** Woken while it looked, at what may have been another endpoint. */
  let isWoken = false
  let cancel = (): void => {}
  let cursor: FactsCursor | null = request.from
  let pause = poll
  let lastHead: ChainHead | null = null
  let lastSignature: string | null = null

  const hand = async (page: P): Promise<void> => {
    if (lastHead?.hash !== page.head.hash || lastHead.finalized.hash !== page.head.finalized.hash) {
      lastHead = page.head
      request.onHead(page.head)
    }
    const signature = signatureOf(page)
    if (page.finalized.length > 0 || signature !== lastSignature || page.cursor?.hash !== cursor?.hash) {
      lastSignature = signature
      await request.onFacts(page)
    }
    cursor = page.cursor
  }

  const look = async (): Promise<void> => {
    try {
      let more = true
      while (more && !stopped) {
        const page = await read({ ...request, from: cursor })
        if (stopped) return
        await hand(page)
        more = page.more
      }
      pause = poll
    } catch (error) {
      if (stopped) return
      // What was asked of an endpoint that is not asked any more says nothing of the present one.
      if (!isWoken) request.onFailure(error)
      // Blocks without facts may have been invented by an endpoint that lied for a while. What was delivered is not doubted: the block of the newest
      // fact must still be there, or this fails again.
      if (request.back !== undefined && toDaomeshError(error).code === 'CHAIN_EVENTS_DIFFER') cursor = request.back()
      // An idle chain has the head it had: told again, it says that the endpoint answers again.
      lastHead = null
      pause = Math.min(pause * 2, slowestPoll)
    }
    if (stopped) return
    if (isWoken) pause = poll
    sleep(isWoken ? 0 : pause)
    isWoken = false
  }
  const sleep = (milliseconds: number): void => {
    isLooking = false
    cancel = clock.setTimer(run, milliseconds)
  }
  const run = (): void => {
    isLooking = true
    void look()
  }
  const leave = sleepers.enter(() => {
    isWoken = isLooking
    if (isLooking) return
    cancel()
    pause = poll
    run()
  })

  sleep(0)
  return () => {
    stopped = true
    leave()
    cancel()
  }
}
