import type { ChainHead } from '@daomesh/chain'
import { type Address, type Clock, toDaomeshError } from '@daomesh/protocol'
import type { ChainAdapter } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'

export type ChainState = 'connecting' | 'online' | 'offline' | 'mismatch'

/** What this node last saw of its chain: for screens, never for judging records. */
export type ChainView = {
  readonly state: () => ChainState
  readonly head: () => ChainHead | null
  /** Seconds. The chain's time where it is ahead of this clock: a present for display and for choosing deadlines. */
  readonly now: () => number
  readonly online: () => boolean
  readonly setOnline: (online: boolean) => void
  readonly onHead: (head: ChainHead) => void
  readonly onFailure: (error: unknown) => void
  /** The last known balance, asked for again in the background; null until first known. */
  readonly balance: (account: Address) => bigint | null
}

/** A balance on a screen is asked for again when the head moved or after this long. */
const balanceAge = 5_000

export const createChainView = ({
  chain,
  clock,
  changes,
}: {
  readonly chain: ChainAdapter
  readonly clock: Clock
  readonly changes: Changes
}): ChainView => {
  const balances = new Map<Address, { wei: bigint | null; at: number; asking: boolean }>()
  let state: ChainState = 'connecting'
  let head: ChainHead | null = null
  let switchedOn = true

  const become = (next: ChainState) => {
    if (state === next) return
    state = next
    changes.mark('chain', 'status')
  }
  const onFailure = (error: unknown) => become(toDaomeshError(error).code === 'CHAIN_MISMATCH' ? 'mismatch' : 'offline')
  const onHead = (fresh: ChainHead) => {
    become('online')
    if (head?.hash === fresh.hash) return
    head = fresh
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

  return {
    state: () => (switchedOn ? state : 'offline'),
    head: () => head,
    now: () => Math.max(Math.floor(clock.now() / 1000), head?.timestamp ?? 0),
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
