import { systemClock } from '@daomesh/protocol/system'
import { createRealWorld, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

/** A chain on which a block is final when so many lie on top of it. */
const confirmations = 5

export type ForgetfulWorld = RealWorld & {
  /** A block of what waits for one. */
  readonly mine: (blocks?: number) => Promise<void>
  /** As many blocks as make all that is there final, until these members' transactions are settled. */
  readonly settle: (people: readonly Member[]) => Promise<void>
  /** The newest blocks give way to as many others with these transactions alone, one in each, in this order; what was in those is in no pool any more. */
  readonly reorganise: (depth: number, bring?: readonly string[]) => Promise<void>
  /** What a member sent last, once it is at the chain. @returns its bytes. */
  readonly bytesOf: (member: Member, purpose: string) => Promise<string>
}

/** Whole nodes on a real chain that makes a block when it is told to, and takes some back. */
export const createForgetfulWorld = async (name: string): Promise<ForgetfulWorld> => {
  const world = await createRealWorld(name, { confirmations })
  const mine = async (blocks = 1): Promise<void> => void (await world.ask('anvil_mine', `0x${blocks.toString(16)}`))
  /** Blocks come while something waits for them. */
  const mining = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false
    const blocks = (async () => {
      while (!isDone) {
        await mine()
        await new Promise<void>((resolve) => systemClock.setTimer(resolve, 50))
      }
    })()
    try {
      return await work
    } finally {
      isDone = true
      await blocks
    }
  }
  await world.ask('evm_setAutomine', false)
  const newest = async () =>
    (await world.ask('eth_getBlockByNumber', 'latest', false)) as { readonly hash: string; readonly number: string }
  return {
    ...world,
    mine,
    found: (...asked) => mining(world.found(...asked)),
    settle: (people) =>
      mining(
        until('settled', async () => {
          const rows = (await Promise.all(people.map(({ api }) => api.chain.transactions()))).flat()
          return rows.every(({ state }) => ['final', 'failed', 'superseded'].includes(state))
        }),
      ).then(() => undefined),
    reorganise: async (depth, bring = []) => {
      const before = await newest()
      await world.ask(
        'anvil_reorg',
        depth,
        bring.map((raw, i) => [raw, i]),
      )
      const after = await newest()
      if (after.hash === before.hash || after.number !== before.number) throw new Error('the chain did not go another way')
    },
    bytesOf: async ({ api }, purpose) => {
      const hash = await until('at the chain', async () => {
        const row = (await api.chain.transactions()).find(({ purpose: { key } }) => key === `transaction.${purpose}`)
        if (row === undefined || !['sent', 'anchored'].includes(row.state)) return null
        return (await world.ask('eth_getTransactionByHash', row.hash)) === null ? null : row.hash
      })
      return String(await world.ask('eth_getRawTransactionByHash', hash))
    },
  }
}
