import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { binFolder } from './runForge.ts'

export type Anvil = { readonly url: string; readonly stop: () => Promise<void> }

const startWithinMs = 20_000

/** A private chain of its own on a port the system picks; gone with `stop`. */
export const startAnvil = async (): Promise<Anvil> => {
  const child = spawn(join(binFolder, 'anvil'), ['--port', '0', '--hardfork', 'osaka', '--steps-tracing'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM') // npm's launcher passes this on to the program itself; it cannot pass on SIGKILL
    await gone
  }
  let output = ''
  const url = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`anvil did not start\n${output}`)), startWithinMs)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`anvil ended\n${output}`)))
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      output += text
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(`http://127.0.0.1:${port}`)
    })
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  })
  try {
    return { url: await url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
