import { type Address, type Call, DaomeshError, type Hex, to0x } from '@daomesh/protocol'
import type { ChainClient } from '@daomesh/chain'

/** A call as it is asked for; `value` in wei as a decimal string. */
export type CallInput = { readonly target: Address; readonly value: string; readonly data: Hex }

/** What pinning needs of a node and of a DAO's space: what code stands at an account, and which account is the DAO. */
type Chained = { readonly adapters: { readonly chain: { readonly client: Pick<ChainClient, 'codeHash'> } } }
type Placed = { readonly record: { readonly dao: Address } }

const zeroHash = to0x(new Uint8Array(32))

/**
 * Calls with calldata pin the code of their target (R6), so that it cannot be swapped between vote and execution. Plain payments and the DAO's
 * own functions need no pin.
 * @throws DaomeshError `INPUT_INVALID` for calldata to an account without code, `CHAIN_UNREACHABLE`.
 */
export const pinCalls = (node: Chained, space: Placed, calls: readonly CallInput[]): Promise<Call[]> =>
  Promise.all(
    calls.map(async ({ target, value, data }): Promise<Call> => {
      const call = { target, value: BigInt(value), data }
      if (data === '0x' || target === space.record.dao) return { ...call, codeHash: zeroHash }
      const codeHash = await node.adapters.chain.client.codeHash(target)
      if (codeHash === null)
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'calls', reason: 'calldata for an account without code', target } })
      return { ...call, codeHash }
    }),
  )
