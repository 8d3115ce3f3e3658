import { randomBytes } from 'node:crypto'
import { serveEndpointPage, systemClock } from '@daomesh/peer'
import { createServedWindow } from './servedWindow.ts'

/** `rpcUrl` null: the sandbox chain of this machine. */
export type AskedEndpoint = { readonly rpcUrl: string | null; readonly close: () => void }

/** Asks in a window of its own which endpoint to use. Null where it is closed without an answer. */
export const askEndpoint = async (home: string): Promise<AskedEndpoint | null> => {
  const service = await serveEndpointPage({ home, token: randomBytes(32).toString('base64url'), port: 0, clock: systemClock })
  const page = service.url
  const window = createServedWindow({ page, partition: 'endpoint', title: 'DAOmesh: your chain', width: 640, height: 620 })
  const closed = new Promise<null>((resolve) => {
    window.once('closed', () => resolve(null))
  })
  await window.loadURL(page)
  const rpcUrl = await Promise.race([service.chosen, closed])
  const close = (): void => {
    void service.close()
    if (!window.isDestroyed()) window.close()
  }
  if (rpcUrl !== null) return { rpcUrl, close }
  close()
  return null
}
