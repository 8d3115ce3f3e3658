import { spawn } from 'node:child_process'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { address } from '@daomesh/protocol'
import { z } from 'zod'
import { connectMember } from '../connectMember.ts'
import { firstLine } from '../firstLine.ts'
import type { Endpoint, SceneMember } from '../startMember.ts'

const hostedLine = z.object({ name: z.string(), home: z.string(), account: address, url: z.url() })
export type HostedLine = z.infer<typeof hostedLine>

const program = fileURLToPath(new URL('main.ts', import.meta.url))

/**
 * Whole nodes of many people in one process: each has a home, a store, a network address, an account and a signer of its own, and reaches the others through
 * the network alone. `stop` of any of them ends all.
 */
export const startSharedHost = async (
  root: string,
  names: readonly string[],
  { rpcUrl, factory }: Endpoint,
): Promise<readonly SceneMember[]> => {
  const child = spawn(execPath, [program, JSON.stringify({ root, names, rpcUrl, factory })], { stdio: ['pipe', 'pipe', 'pipe'] })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const lines = z.array(hostedLine).parse(JSON.parse(await firstLine(child)))
  child.stdout.resume()
  child.stderr.resume()
  const members = lines.map((line) => ({ line, ...connectMember(line.url) }))
  let stopped: Promise<void> | null = null
  const stopAll = async (): Promise<void> => {
    for (const { close } of members) close()
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const force = setTimeout(end, 8_000)
    await gone
    clearTimeout(force)
    process.removeListener('exit', end)
  }
  const stop = (): Promise<void> => (stopped ??= stopAll())
  return members.map(({ line, api }) => ({ ...line, pid: child.pid ?? 0, api, stop }))
}
