/** A chain as people call it, and its own coin as people call that. */
export type KnownChain = { readonly name: string; readonly coin: string }

const known: Readonly<Record<string, KnownChain>> = {
  1: { name: 'Ethereum', coin: 'ETH' },
  10: { name: 'OP Mainnet', coin: 'ETH' },
  56: { name: 'BNB Smart Chain', coin: 'BNB' },
  100: { name: 'Gnosis', coin: 'xDAI' },
  137: { name: 'Polygon', coin: 'POL' },
  8_453: { name: 'Base', coin: 'ETH' },
  10_200: { name: 'Chiado', coin: 'xDAI' },
  31_337: { name: 'sandbox', coin: 'ETH' },
  42_161: { name: 'Arbitrum One', coin: 'ETH' },
  42_220: { name: 'Celo', coin: 'CELO' },
  43_114: { name: 'Avalanche', coin: 'AVAX' },
  59_144: { name: 'Linea', coin: 'ETH' },
  80_002: { name: 'Polygon Amoy', coin: 'POL' },
  84_532: { name: 'Base Sepolia', coin: 'ETH' },
  421_614: { name: 'Arbitrum Sepolia', coin: 'ETH' },
  534_352: { name: 'Scroll', coin: 'ETH' },
  560_048: { name: 'Hoodi', coin: 'ETH' },
  11_155_111: { name: 'Sepolia', coin: 'ETH' },
  11_155_420: { name: 'OP Sepolia', coin: 'ETH' },
}

/**
 * How a chain is called on screens: by its id, which no endpoint can lie about without being refused for another one. Of a chain that is not known here its
 * CAIP-2 id.
 * @example
 * chainNameOf(100n) // => 'Gnosis'
 * chainNameOf(123_456n) // => 'eip155:123456'
 */
export const chainNameOf = (chainId: bigint): string => known[chainId.toString()]?.name ?? `eip155:${chainId}`

/**
 * What stands behind an amount of a chain's own coin, which has 18 decimals everywhere. Of a chain that is not known here “coin”: calling it by another
 * chain's would say that it is worth as much.
 * @example
 * coinOf(100n) // => 'xDAI'
 * coinOf(123_456n) // => 'coin'
 */
export const coinOf = (chainId: bigint): string => known[chainId.toString()]?.coin ?? 'coin'
