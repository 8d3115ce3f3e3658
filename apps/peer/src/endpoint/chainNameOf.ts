import type { ChainIdentity } from '@daomesh/protocol'
import { isSandbox } from './profileOf.ts'

/** As people call them; of a chain that is not here its CAIP-2 id. */
const names: Readonly<Record<string, string>> = {
  1: 'Ethereum',
  10: 'OP Mainnet',
  100: 'Gnosis',
  137: 'Polygon',
  8_453: 'Base',
  10_200: 'Chiado',
  42_161: 'Arbitrum One',
  84_532: 'Base Sepolia',
  421_614: 'Arbitrum Sepolia',
  560_048: 'Hoodi',
  11_155_111: 'Sepolia',
  11_155_420: 'OP Sepolia',
}

/** How a chain is called on screens: by its id, which no endpoint can lie about without being refused for another one. */
export const chainNameOf = (identity: ChainIdentity): string =>
  isSandbox(identity) ? 'sandbox' : (names[identity.chainId.toString()] ?? `eip155:${identity.chainId}`)
