import { createChainClient, deniesFirstBlock, factoryAddress, findFirstBlock, readChainIdentity } from '@daomesh/chain'
import type { ChainAdapter } from '@daomesh/node'
import { type Address, chainNameOf, type ChainIdentity, type Clock, DaomeshError } from '@daomesh/protocol'
import { checkEndpoint } from '../endpoint/checkEndpoint.ts'
import { writeEndpoint } from '../endpoint/endpointNote.ts'
import { parseEndpoint } from '../endpoint/parseEndpoint.ts'
import { isSandbox, profileOf } from '../endpoint/profileOf.ts'
import { recallChain, rememberChain } from './chainNote.ts'

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

const sameChain = (a: ChainIdentity, b: ChainIdentity): boolean => a.chainId === b.chainId && a.genesisHash === b.genesisHash

type Meet = { readonly home: string; readonly rpcUrl: string; readonly factory: Address; readonly startBlock: bigint | undefined }

/** Which chain it is and where to begin with it: as the endpoint says, or as it said before while it is silent. */
const meet = async ({ home, rpcUrl, factory, startBlock }: Meet): Promise<{ identity: ChainIdentity; startBlock: bigint }> => {
  const known = recallChain(home, rpcUrl)
  try {
    const identity = await readChainIdentity(rpcUrl)
    const before = known !== null && sameChain(known.identity, identity) ? known.startBlock : null
    const first = startBlock ?? before ?? (isSandbox(identity) ? 0n : await findFirstBlock({ rpcUrl, factory }))
    // What the endpoint did not say, another start asks it again.
    rememberChain(home, rpcUrl, { identity, startBlock: first === 0n ? null : first })
    return { identity, startBlock: first }
  } catch (error) {
    if (known !== null && error instanceof DaomeshError && error.code === 'CHAIN_UNREACHABLE')
      return { identity: known.identity, startBlock: startBlock ?? known.startBlock ?? 0n }
    throw error
  }
}

/**
 * The chain as the node meets it. Starts without an answer from the endpoint where this home has met it before.
 * @throws DaomeshError `CHAIN_UNREACHABLE` at the first meeting; `CHAIN_MISMATCH` when a chain that is no sandbox is taken for one.
 */
export const connectChain = async (home: string, choice: ChainChoice, clock: Clock): Promise<ChainAdapter> => {
  const factory = choice.factory ?? factoryAddress()
  const { identity, startBlock } = await meet({ home, rpcUrl: choice.rpcUrl, factory, startBlock: choice.startBlock })
  const sandbox = choice.sandbox === 'detect' ? isSandbox(identity) : choice.sandbox
  if (sandbox && !isSandbox(identity))
    throw new DaomeshError('CHAIN_MISMATCH', { meta: { reason: 'this endpoint is no sandbox', chainId: identity.chainId.toString() } })
  const profile = profileOf(identity, factory, startBlock)
  const client = createChainClient({ rpcUrl: choice.rpcUrl, profile, clock })
  const name = chainNameOf(identity.chainId)

  const chooseEndpoint = async (text: string, mayBeOther: boolean): Promise<'now' | 'nextStart'> => {
    const rpcUrl = parseEndpoint(text)
    const found = await checkEndpoint({ rpcUrl, factory, clock })
    const isSame = sameChain(found, identity)
    if (!isSame && !mayBeOther) {
      const meta = { expected: `${identity.chainId}:${identity.genesisHash}`, found: `${found.chainId}:${found.genesisHash}` }
      throw new DaomeshError('CHAIN_MISMATCH', { meta })
    }
    writeEndpoint(home, rpcUrl)
    // Also of another chain: the next start begins with it though it is silent by then, or nobody could choose once more.
    // Where the one before said that facts begin is kept unless this one knows better: then the next start looks for it.
    const begins = isSame && startBlock !== 0n && !(await deniesFirstBlock({ rpcUrl, factory, block: startBlock })) ? startBlock : null
    rememberChain(home, rpcUrl, { identity: found, startBlock: begins })
    if (!isSame) return 'nextStart'
    client.setEndpoint(rpcUrl)
    return 'now'
  }
  const faucet = async (account: Address): Promise<void> => {
    const { setBalance } = await import('@daomesh/chain/devnet')
    return setBalance({ rpcUrl: client.rpcUrl(), account, wei: (await client.balance(account)) + faucetWei })
  }
  return {
    name,
    get rpcUrl() {
      return client.rpcUrl()
    },
    sandbox,
    client,
    // A chain that this machine keeps itself has the one endpoint it has.
    ...(choice.sandbox === 'detect' && { chooseEndpoint }),
    ...(sandbox && { faucet }),
  }
}
