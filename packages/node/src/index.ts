export type { ChainAdapter, NodeAdapters } from './adapters.ts'
export type { Logger, MetaStore, SignerDesk, SignerState } from './ports.ts'
export type { NodeRouter } from './router.ts'
export { type MemberNode, startNode } from './startNode.ts'
