import { spawn } from 'node:child_process'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { firstLine } from '../scene/firstLine.ts'

/** A port of 127.0.0.1 here that leads to the same port of 127.0.0.1 inside a host. */
export type Door = { readonly port: number; readonly close: () => Promise<void> }

const relay = fileURLToPath(new URL('apiRelay.ts', import.meta.url))

/** @param before words that enter the host @param path of a socket file that does not exist yet */
export const openDoor = async (before: readonly string[], path: string): Promise<Door> => {
  const door = createServer((near) => {
    const far = createConnection({ path })
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject)
    door.listen(0, '127.0.0.1', resolve)
  })
  const { port } = door.address() as AddressInfo
  const [file = execPath, ...words] = [...before, execPath, relay, path, String(port)]
  const inside = spawn(file, words, { stdio: ['pipe', 'pipe', 'pipe'] })
  const close = async (): Promise<void> => {
    inside.stdin.end()
    await new Promise<void>((resolve) => door.close(() => resolve()))
  }
  try {
    await firstLine(inside)
    return { port, close }
  } catch (error) {
    await close()
    throw error
  }
}
