import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Runs the `daomesh` program as a member would: real processes, real files, nothing shared but the machine. */
export const program = fileURLToPath(new URL('../../apps/peer/bin/daomesh.js', import.meta.url))

const startedShape = z.object({ url: z.string(), signer: z.string().nullable(), home: z.string(), chain: z.string(), pid: z.number() })

export const password = 'correct horse battery'
const environment = (extra: Record<string, string> = {}): NodeJS.ProcessEnv => ({ ...process.env, ...extra })

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** One command line, whatever becomes of it. */
export const attempt = (home: string, words: readonly string[], extra: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', home, '--json', ...words],
      { env: environment(extra), timeout: 90_000 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (child.exitCode ?? 1), stdout, stderr })
      },
    )
    child.stdin?.end()
  })

/** One command line that must succeed; answers its JSON. */
export const daomesh = async <T = unknown>(home: string, ...words: readonly string[]): Promise<T> => {
  const { code, stdout, stderr } = await attempt(home, words)
  if (code !== 0) throw new Error(`daomesh ${words.join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as T
}

export type PeerProcess = {
  readonly pid: number
  readonly port: number
  readonly token: string
  readonly signerPage: string | null
  /** kill -9: no time to say good-bye. */
  readonly kill: () => Promise<void>
  /** SIGTERM; answers the exit code. */
  readonly stop: () => Promise<number | null>
  /** As when its terminal is closed; answers the exit code. */
  readonly hangUp: () => Promise<number | null>
  /** The exit code, or null after a signal; resolves however it ends. */
  readonly ended: Promise<number | null>
  readonly stderr: () => string
}

/** Those that run, with their homes. */
const running = new Map<ChildProcess, string>()

/**
 * Starts `daomesh start` and waits until it says where it listens. `before`: words before the program, such as a tracer that leaves the node's own pid.
 * @throws Error with what it said on standard error, when it ends before that.
 */
export const startPeer = async (
  home: string,
  words: readonly string[],
  extra: Record<string, string> = {},
  before: readonly string[] = [],
): Promise<PeerProcess> => {
  const start = [program, '--home', home, '--json', 'start', '--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0', ...words]
  const [file = process.execPath, ...given] = [...before, process.execPath, ...start]
  const child: ChildProcess = spawn(file, given, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(extra) })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-20_000)
  })
  const exited = once(child, 'exit')
  running.set(child, home)
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => {
    running.delete(child)
    process.off('exit', endWithUs)
  })
  const { stdout } = child
  if (stdout === null) throw new Error('no standard output')
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the node ended with ${code ?? 'a signal'}: ${said}`)))
  })
  const { url, signer, pid } = startedShape.parse(JSON.parse(line))
  const { port, hash } = new URL(url)
  const ended = exited.then(([code]) => code as number | null)
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return {
    pid,
    port: Number(port),
    token: hash.replace('#token=', ''),
    signerPage: signer,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    hangUp: () => end('SIGHUP'),
    ended,
    stderr: () => said,
  }
}

/** A folder that is gone after the test, and with it every node that still has its home there: a test that fails half-way leaves nothing running. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'daomesh-processes-'))
  const remove = (): void => {
    for (const [child, home] of running) if (home.startsWith(path)) child.kill('SIGKILL')
    rmSync(path, { recursive: true, force: true })
  }
  return { path, remove }
}
