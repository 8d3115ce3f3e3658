import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { connectWebSocket, createNodeClient, type NodeClient } from '@daomesh/node/client'
import { type Address, address } from '@daomesh/protocol'
import { z } from 'zod'

/** One person at one desktop: a headless node with a signer, each an OS process of its own, reached through the API as the interface does. */
export type DemoMember = {
  readonly name: string
  readonly home: string
  readonly account: Address
  readonly url: string
  readonly pid: number
  readonly api: NodeClient
  readonly stop: () => Promise<void>
}

export type Endpoint = { readonly rpcUrl: string; readonly factory: Address }

const command = fileURLToPath(new URL('../../apps/peer/bin/daomesh.js', import.meta.url))
const run = promisify(execFile)
const startPatience = 150_000

const passwordOf = (home: string): string => join(home, 'password')

/** Makes the account with the command line, as a member without a screen would. */
export const createIdentity = async (
  root: string,
  name: string,
): Promise<{ readonly name: string; readonly home: string; readonly account: Address }> => {
  const home = join(root, name)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(passwordOf(home), `only-for-the-sandbox-${name}\n`, { mode: 0o600 })
  const args = ['identity', 'create', '--home', home, '--password-file', passwordOf(home), '--phrase-file', join(home, 'phrase'), '--json']
  const { stdout } = await run(execPath, [command, ...args], { timeout: startPatience })
  return { name, home, account: z.object({ account: address }).parse(JSON.parse(stdout)).account }
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the node did not say where it listens')), startPatience)
    const noise: string[] = []
    child.stderr?.on('data', (chunk: Buffer) => noise.push(chunk.toString()))
    child.once('exit', (code) => reject(new Error(`the node ended with code ${code}: ${noise.join('').slice(-600)}`)))
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })

const started = z.object({ url: z.url() })

/** Starts a member's node and connects to its API. */
export const startMember = async (
  { name, home, account }: { readonly name: string; readonly home: string; readonly account: Address },
  { rpcUrl, factory }: Endpoint,
): Promise<DemoMember> => {
  const args = [
    'start',
    '--home',
    home,
    '--rpc',
    rpcUrl,
    '--factory',
    factory,
    '--approve',
    'sandbox',
    '--password-file',
    passwordOf(home),
    '--log-level',
    'warn',
    '--json',
  ]
  const child = spawn(execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const { url } = started.parse(JSON.parse(await firstLine(child)))
  child.stdout?.resume()
  child.stderr?.resume()
  const at = new URL(url)
  const token = new URLSearchParams(at.hash.slice(1)).get('token') ?? ''
  const transport = connectWebSocket({ url: `ws://${at.host}/api`, token })
  return {
    name,
    home,
    account,
    url,
    pid: child.pid ?? 0,
    api: createNodeClient({ transport }),
    stop: async () => {
      transport.close()
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.kill('SIGTERM')
      const force = setTimeout(end, 8_000)
      await gone
      clearTimeout(force)
      process.removeListener('exit', end)
    },
  }
}
