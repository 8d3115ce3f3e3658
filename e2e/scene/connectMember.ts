import { connectWebSocket, createNodeClient, type NodeClient } from '@daomesh/node/client'

/** A node's API over its WebSocket, as the interface reaches it: `url` is the address of the interface, with the token in its fragment. */
export const connectMember = (url: string): { readonly api: NodeClient; readonly close: () => void } => {
  const at = new URL(url)
  const token = new URLSearchParams(at.hash.slice(1)).get('token') ?? ''
  const transport = connectWebSocket({ url: `ws://${at.host}/api`, token })
  return { api: createNodeClient({ transport }), close: () => transport.close() }
}
