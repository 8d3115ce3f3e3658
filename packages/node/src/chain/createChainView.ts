import type { ChainHead } from '@daomesh/chain'
import { type Address, type Clock, type ErrorCode, toDaomeshError } from '@daomesh/protocol'
import type { ChainAdapter } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { Logger } from '../ports.ts'

/** `contradicts`: it answers, and not with the blocks in which final facts of a DAO stood. */
export type ChainState = 'connecting' | 'online' | 'offline' | 'mismatch' | 'contradicts'

/** What this node last saw of its chain: for screens, never for judging records. */
export type ChainView = {
  readonly state: () => ChainState
  readonly head: () => ChainHead | null
  /**
   * Seconds. A present for display and for choosing deadlines: the time of the newest block and what passed since it came, whatever this clock says.
   * Before the first block, and in a sandbox, which makes none while nobody sends, this clock where it is ahead.
   */
  readonly now: () => number
  /**
   * Whether the newest block lies so far ahead of this machine's clock that one of both is wrong. What would be written because a time has come, and by nobody's
   * hand, waits then: another member's node does it. Never in a sandbox, whose time may be put ahead.
   */
  readonly isAhead: () => boolean
  readonly online: () => boolean
  readonly setOnline: (online: boolean) => void
  /** @param dao whose facts were read, where any were. */
  readonly onHead: (head: ChainHead, dao?: Address) => void
  readonly onFailure: (error: unknown, dao?: Address) => void
  /** Whether the endpoint denies what was final of this DAO. */
  readonly contradicts: (dao: Address) => boolean
  /** All of which it denies something: also DAOs that are looked at from outside. */
  readonly contradicted: () => readonly Address[]
  /** The words by which the endpoint refused what was asked of it last; null where it answered since, or did not answer at all. */
  readonly refusal: () => string | null
  /** Its facts are not followed any more. */
  readonly unwatch: (dao: Address) => void
  /** The last known balance, asked for again in the background; null until first known. */
  readonly balance: (account: Address) => bigint | null
}

/** Seconds that a block may lie ahead of this machine's clock before nothing is written by its time alone: a chain's own rule is a quarter of a minute. */
const leadAtMost = 3_600

/** The first time an endpoint may only lack blocks without facts, behind which the next look goes on (chain A3). */
const denialsUntilSure = 2

/** A balance on a screen is asked for again when the head moved or after this long. */
const balanceAge = 5_000

export const createChainView = ({
  chain,
  clock,
  changes,
  logger,
}: {
  readonly chain: ChainAdapter
  readonly clock: Clock
  readonly changes: Changes
  readonly logger: Pick<Logger, 'info'>
}): ChainView => {
  const balances = new Map<Address, { wei: bigint | null; at: number; asking: boolean }>()
  let state: ChainState = 'connecting'
  /** How often in a row the block of what was final was denied, by DAO. */
  const denials = new Map<Address, number>()
  const contradicts = (dao: Address): boolean => (denials.get(dao) ?? 0) >= denialsUntilSure
  let refusal: string | null = null
  const contradictedNow = (): readonly Address[] => [...denials.keys()].filter(contradicts)
  let head: ChainHead | null = null
  /** When the head came, by this clock. */
  let headCame = 0
  let switchedOn = true

  const become = (next: ChainState, code?: ErrorCode) => {
    if (state === next) return
    state = next
    logger.info('chain.changed', { state, ...(code === undefined ? {} : { code }) })
    changes.mark('chain', 'status')
  }
  const onFailure = (error: unknown, dao?: Address) => {
    const { code, meta } = toDaomeshError(error)
    if (code === 'CHAIN_EVENTS_DIFFER' && dao !== undefined) {
      denials.set(dao, (denials.get(dao) ?? 0) + 1)
      if (denials.get(dao) === denialsUntilSure) {
        logger.info('chain.changed', { state: 'contradicts', code })
        changes.mark('chain', 'status')
      }
      return
    }
    refusal = code === 'CHAIN_UNREACHABLE' && meta['code'] !== undefined ? String(meta['detail']) : null
    become(code === 'CHAIN_MISMATCH' ? 'mismatch' : 'offline', code)
  }
  const unwatch = (dao: Address) => {
    const was = contradicts(dao)
    denials.delete(dao)
    if (was) changes.mark('chain', 'status')
  }
  const onHead = (fresh: ChainHead, dao?: Address) => {
    if (dao !== undefined) unwatch(dao)
    refusal = null
    become('online')
    if (head?.hash === fresh.hash) return
    head = fresh
    headCame = clock.now()
    for (const line of balances.values()) line.at = 0
    changes.mark('chain')
  }

  const ask = (account: Address, line: { wei: bigint | null; at: number; asking: boolean }) => {
    line.asking = true
    chain.client
      .balance(account)
      .then((wei) => {
        if (line.wei !== wei) changes.mark('spaces', 'chain')
        line.wei = wei
        line.at = clock.now()
      }, onFailure)
      .finally(() => {
        line.asking = false
      })
  }

  const now = (): number => {
    const own = Math.floor(clock.now() / 1000)
    if (head === null) return own
    if (chain.sandbox) return Math.max(own, head.timestamp)
    return head.timestamp + Math.max(0, Math.floor((clock.now() - headCame) / 1000))
  }

  return {
    state: () => (!switchedOn ? 'offline' : state === 'online' && contradictedNow().length > 0 ? 'contradicts' : state),
    contradicts,
    contradicted: contradictedNow,
    unwatch,
    refusal: () => refusal,
    isAhead: () => !chain.sandbox && head !== null && head.timestamp - clock.now() / 1000 > leadAtMost,
    head: () => head,
    now,
    online: () => switchedOn,
    setOnline: (online) => {
      switchedOn = online
      chain.client.setOnline(online)
      if (!online) become('offline')
      changes.mark('chain', 'status')
    },
    onHead,
    onFailure,
    balance: (account) => {
      const line = balances.get(account) ?? { wei: null, at: 0, asking: false }
      balances.set(account, line)
      if (!line.asking && switchedOn && clock.now() - line.at > balanceAge) ask(account, line)
      return line.wei
    },
  }
}
