import { connectWebSocket, createNodeClient, type NodeClient, type NodeTransport } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import { readApiNote } from '../compose/serviceNotes.ts'
import { holderOf } from '../home/lockNote.ts'

/** Milliseconds a node on this machine gets to take the connection. */
const patience = 5_000

const untilOpen = (transport: NodeTransport, home: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      finish()
      transport.close()
      reject(new DaomeshError('API_UNAVAILABLE', { meta: { home, reason } }))
    }
    const timer = setTimeout(() => fail('it did not answer in time'), patience)
    const stop = transport.onConnection(({ state }) => {
      if (state === 'open') {
        finish()
        resolve()
      } else if (state === 'waiting') fail('it refused the connection')
    })
    const finish = (): void => {
      clearTimeout(timer)
      stop()
    }
    if (transport.connection().state === 'open') {
      finish()
      resolve()
    }
  })

/** Where somebody has the home all the same: “start the app” alone would send its member in a circle. */
const whoHas = (home: string) => {
  const pid = holderOf(home)
  return pid === null
    ? {}
    : { pid, reason: 'this process has the home and takes no commands: the desktop app, or a node that is starting or ending' }
}

export type Connected = { readonly node: NodeClient; readonly close: () => void }

/**
 * Reaches the running node of a home through the note it left there.
 * @throws DaomeshError `API_UNAVAILABLE` where no node runs or it does not answer.
 */
export const connectHome = async (home: string): Promise<Connected> => {
  const found = readApiNote(home)
  if (found === null) throw new DaomeshError('API_UNAVAILABLE', { meta: { home, ...whoHas(home) } })
  const transport = connectWebSocket({ url: `ws://127.0.0.1:${found.port}/api`, token: found.token })
  await untilOpen(transport, home)
  return { node: createNodeClient({ transport }), close: transport.close }
}
