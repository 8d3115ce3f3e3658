import type { VerifyThreads } from '@daomesh/log/native'
import type { PeerNetwork } from '@daomesh/network'
import type { Clock } from '@daomesh/protocol'

/** Milliseconds; by then a screen has what it shows first, and the cores are free. */
const startDelay = 2_000

type Parameters = {
  readonly threads: Pick<VerifyThreads, 'start'>
  readonly network: Pick<PeerNetwork, 'onPeer' | 'peers'>
  readonly clock: Pick<Clock, 'setTimer'>
}

/**
 * Starts the threads that check entries before there is a batch for them: when the first peer comes, who may bring a long backlog, or when the start is over.
 * @returns how to call it off.
 */
export const startThreads = ({ threads, network, clock }: Parameters): (() => void) => {
  const begin = (): void => {
    end()
    threads.start()
  }
  const callOff = clock.setTimer(begin, startDelay)
  const unlisten = network.onPeer(({ type }) => type === 'connect' && begin())
  const end = (): void => {
    callOff()
    unlisten()
  }
  if (network.peers().length > 0) begin()
  return end
}
