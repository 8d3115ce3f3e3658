import { createChainClient, factoryAddress, publicProfile, readChainIdentity, sandboxProfile } from '@daomesh/chain'
import type { ChainAdapter } from '@daomesh/node'
import { type Address, type ChainIdentity, type Clock, DaomeshError } from '@daomesh/protocol'
import { sandboxChainId } from '../signer/core/confirmPolicy.ts'
import { recallIdentity, rememberIdentity } from './chainNote.ts'

/** Which chain, and how. `factory` absent: this version's own, whose address is the same on every chain. */
export type ChainChoice = {
  readonly rpcUrl: string
  readonly factory?: Address | undefined
  /** A chain for trying out: no value, a faucet, every block final. `detect` goes by the chain id. */
  readonly sandbox: boolean | 'detect'
  /** No DAO is older than this block. */
  readonly startBlock?: bigint | undefined
}

/** What the faucet adds, in wei: enough for a thousand transactions and a treasury to play with. */
const faucetWei = 100n * 10n ** 18n

const identify = async (home: string, rpcUrl: string): Promise<ChainIdentity> => {
  try {
    const identity = await readChainIdentity(rpcUrl)
    rememberIdentity(home, rpcUrl, identity)
    return identity
  } catch (error) {
    const known = recallIdentity(home, rpcUrl)
    if (known !== null && error instanceof DaomeshError && error.code === 'CHAIN_UNREACHABLE') return known
    throw error
  }
}

/**
 * The chain as the node meets it. Starts without an answer from the endpoint where this home has met it before.
 * @throws DaomeshError `CHAIN_UNREACHABLE` at the first meeting; `CHAIN_MISMATCH` when a chain that is no sandbox is taken for one.
 */
export const connectChain = async (home: string, choice: ChainChoice, clock: Clock): Promise<ChainAdapter> => {
  const { rpcUrl, startBlock = 0n } = choice
  const identity = await identify(home, rpcUrl)
  const sandbox = choice.sandbox === 'detect' ? identity.chainId === sandboxChainId : choice.sandbox
  if (sandbox && identity.chainId !== sandboxChainId)
    throw new DaomeshError('CHAIN_MISMATCH', { meta: { reason: 'this endpoint is no sandbox', chainId: identity.chainId.toString() } })
  const factory = choice.factory ?? factoryAddress()
  const profile = sandbox ? sandboxProfile(identity, factory) : publicProfile(identity, factory, startBlock)
  const client = createChainClient({ rpcUrl, profile, clock })
  const name = sandbox ? 'sandbox' : `eip155:${identity.chainId}`
  if (!sandbox) return { name, rpcUrl, sandbox, client }
  const faucet = async (account: Address): Promise<void> => {
    const { setBalance } = await import('@daomesh/chain/devnet')
    return setBalance({ rpcUrl, account, wei: (await client.balance(account)) + faucetWei })
  }
  return { name, rpcUrl, sandbox, client, faucet }
}
