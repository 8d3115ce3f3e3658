import type { Clock, DeviceId, Random } from '@daomesh/protocol'
import { fraction } from '../fraction.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'

/** A member's device that we want to stay connected to, or an address from an invite whose device is not known yet. */
export type ReconnectTarget = { readonly device: DeviceId | null; readonly addresses: readonly string[] }

export type CreateReconnectorParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly targets: () => readonly ReconnectTarget[]
}

export type Reconnector = {
  readonly start: () => void
  readonly stop: () => void
  /** Tries everything again at once: after coming online, or after a person asked. */
  readonly poke: () => void
}

const tickMilliseconds = 1_000
const leastWait = 1_000
const mostWait = 60_000

/** Keeps connections to known members: tries their addresses in turn, waiting twice as long after each failure, up to a minute. */
export const createReconnector = ({ network, clock, random, targets }: CreateReconnectorParameters): Reconnector => {
  const attempts = new Map<string, { failures: number; dueAt: number; busy: boolean; again: boolean }>()
  const found = new Map<string, DeviceId>()
  let cancel: (() => void) | null = null
  const keyOf = (target: ReconnectTarget): string => target.device ?? target.addresses.join()

  const dialOne = async (target: ReconnectTarget): Promise<boolean> => {
    for (const address of target.addresses) {
      try {
        found.set(keyOf(target), await network.dial(address))
        return true
      } catch {
        // Unreachable is the normal case of a member who is away; the next address or the next round may do.
      }
    }
    return false
  }
  const attempt = async (target: ReconnectTarget): Promise<void> => {
    const state = attempts.get(keyOf(target)) ?? { failures: 0, dueAt: 0, busy: false, again: false }
    attempts.set(keyOf(target), state)
    if (state.busy || state.dueAt > clock.now()) return
    state.busy = true
    state.again = false
    state.failures = (await dialOne(target)) ? 0 : state.failures + 1
    state.busy = false
    const wait = Math.min(mostWait, leastWait * 2 ** Math.min(state.failures, 16))
    // A call that was under way when somebody asked began before there was reason to ask.
    state.dueAt = state.again ? 0 : clock.now() + wait * (0.5 + fraction(random))
  }
  const tick = (): void => {
    cancel = clock.setTimer(tick, tickMilliseconds)
    if (!network.online()) return
    const connected = new Set(network.peers().map(({ device }) => device))
    for (const target of targets()) {
      const device = target.device ?? found.get(keyOf(target))
      if (target.addresses.length > 0 && device !== network.self && (device === undefined || !connected.has(device))) void attempt(target)
    }
  }
  return {
    start() {
      if (cancel === null) tick()
    },
    stop() {
      cancel?.()
      cancel = null
    },
    poke() {
      for (const state of attempts.values()) {
        state.dueAt = 0
        state.again = true
      }
      if (cancel === null) return
      cancel()
      tick()
    },
  }
}
