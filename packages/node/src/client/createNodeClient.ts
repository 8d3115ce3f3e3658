import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { NodeContract } from '../contract/index.ts'
import { mapErrors } from './mapErrors.ts'
import type { NodeTransport } from './transport.ts'

/** Every procedure of a member node as a typed function. */
export type NodeClient = ContractRouterClient<NodeContract>

/**
 * Speaks the node's API over any transport. Every failure is a DaomeshError.
 * @example
 * const transport = connectWebSocket({ url: 'ws://127.0.0.1:4870/api', token })
 * const client = createNodeClient({ transport })
 * const { network } = await client.node.status()
 */
export const createNodeClient = ({ transport }: { readonly transport: NodeTransport }): NodeClient =>
  createORPCClient<NodeClient>(mapErrors(transport.link))
