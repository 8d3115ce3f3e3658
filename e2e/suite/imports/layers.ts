/**
 * Which way imports may point. Every file belongs to one layer; a layer may import itself and the layers listed for it.
 *
 *   protocol ← { governance, log, drafts, network, chain }, network ← { files, market }, all of them ← node ← apps
 */
export type Layer = {
  /** Folder of the layer, relative to the repository; where one lies inside another, the longer one counts. */
  readonly folder: string
  /** Names of the layers it may import by their package name. */
  readonly may: readonly string[]
  /** Limits a package to these entries (`''` is the main one). */
  readonly entries?: Readonly<Record<string, readonly string[]>>
  /** True where adapters (storage, transport, chain, memory) may be chosen. */
  readonly picksAdapters?: true
  /** True where Node's own modules are out of reach. */
  readonly noNode?: true
}

const pure = ['protocol', 'governance']
const middle = ['log', 'drafts', 'network', 'chain', 'files', 'market']

export const layers: Readonly<Record<string, Layer>> = {
  protocol: { folder: 'packages/protocol', may: [], noNode: true },
  governance: { folder: 'packages/governance', may: ['protocol'], noNode: true },
  log: { folder: 'packages/log', may: ['protocol'] },
  drafts: { folder: 'packages/drafts', may: ['protocol'] },
  network: { folder: 'packages/network', may: ['protocol'] },
  chain: { folder: 'packages/chain', may: ['protocol'] },
  files: { folder: 'packages/files', may: ['protocol', 'network'] },
  market: { folder: 'packages/market', may: ['protocol', 'network'] },
  node: { folder: 'packages/node', may: [...pure, ...middle] },
  testing: { folder: 'packages/testing', may: [...pure, ...middle, 'node'], picksAdapters: true },
  peer: { folder: 'apps/peer', may: [...pure, ...middle, 'node'], picksAdapters: true },
  desktop: { folder: 'apps/desktop', may: [...pure, ...middle, 'node', 'peer'], picksAdapters: true },
  renderer: {
    folder: 'apps/desktop/src/renderer',
    may: [...pure, 'drafts', 'node'],
    entries: { drafts: ['authoring'], node: ['contract', 'client'] },
    noNode: true,
  },
  contracts: { folder: 'contracts', may: [...pure, 'chain'] },
  e2e: { folder: 'e2e', may: [...pure, ...middle, 'node', 'testing', 'peer', 'desktop', 'contracts'], picksAdapters: true },
}

/** Entries that bind a port to something real or in memory. They are chosen at the edge, never in the middle. */
export const adapters: Readonly<Record<string, readonly string[]>> = {
  protocol: ['system'],
  log: ['sqlite', 'memory', 'native'],
  network: ['libp2p', 'memory'],
  chain: ['devnet', 'memory'],
  files: ['disk', 'memory'],
  market: ['sqlite', 'memory'],
}

/** A test may also use the acceptance suites and any adapter. */
export const testsMayImport = ['testing']

/** Everything that may never appear in the renderer beside Node's modules. */
export const desktopOnly = ['electron']
