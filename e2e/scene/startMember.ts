import { spawn } from 'node:child_process'
import { execPath } from 'node:process'
import type { NodeClient } from '@daomesh/node/client'
import type { Address } from '@daomesh/protocol'
import { z } from 'zod'
import { connectMember } from './connectMember.ts'
import { type Identity, passwordOf } from './createIdentity.ts'
import { firstLine } from './firstLine.ts'
import { program } from './program.ts'

/** One person at one desktop: a headless node with a signer, each an OS process of its own, reached through the API as the interface does. */
export type SceneMember = Identity & {
  readonly url: string
  readonly pid: number
  readonly api: NodeClient
  readonly stop: () => Promise<void>
}

export type Endpoint = { readonly rpcUrl: string; readonly factory: Address }

/** Where a node runs. */
export type Place = {
  /** Words before the program, such as those that enter a network namespace. */
  readonly before: readonly string[]
  /** Port of its API; 0 takes a free one. */
  readonly port: number
  /** More words after the program. */
  readonly more?: readonly string[]
}

const here: Place = { before: [], port: 0 }
const started = z.object({ url: z.url() })

/** Starts a member's node and connects to its API. */
export const startMember = async (identity: Identity, { rpcUrl, factory }: Endpoint, place: Place = here): Promise<SceneMember> => {
  const { home } = identity
  const options = ['--home', home, '--port', String(place.port), '--rpc', rpcUrl, '--factory', factory]
  const unattended = ['--approve', 'sandbox', '--password-file', passwordOf(home), '--log-level', 'warn', '--json']
  const [file = execPath, ...words] = [...place.before, execPath, program, 'start', ...options, ...(place.more ?? []), ...unattended]
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const { url } = started.parse(JSON.parse(await firstLine(child)))
  child.stdout.resume()
  child.stderr.resume()
  const { api, close } = connectMember(url)
  return {
    ...identity,
    url,
    pid: child.pid ?? 0,
    api,
    stop: async () => {
      close()
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
