import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Serving } from './messages.ts'

const patience = 240_000

/** @param compiled folder in which the processes of a pair keep what was compiled. */
const start = (file: URL, args: readonly string[], compiled: string): ChildProcess =>
  fork(fileURLToPath(file), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, '--import', new URL('./keepCompiled.ts', import.meta.url).href],
    env: { ...process.env, BENCH_COMPILED: compiled },
  })

const answerOf = <T>(child: ChildProcess, what: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${what} gave no answer in ${patience / 1000} s`)), patience)
    child.once('message', (message) => {
      clearTimeout(late)
      resolve(message as T)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`${what} ended with ${code}`))
    })
  })

/** Told to end, it keeps what it compiled; one that does not listen is killed. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  child.disconnect()
  await ended
  clearTimeout(late)
}

/**
 * One process that has everything and one that comes late, talking over TCP; each has a folder of its own. A late peer gets address, name and folder as
 * its arguments. `times` fresh processes come late, one after the other; the first of them finds nothing compiled by one before.
 *
 * @throws Error when one of them ends or stays silent for four minutes.
 */
export const runPair = async <T>(
  serve: URL,
  late: URL,
  times = 1,
): Promise<{ readonly serving: Serving; readonly joined: readonly T[] }> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-sync-'))
  const compiled = join(home, 'compiled')
  const server = start(serve, [join(home, 'serve')], compiled)
  try {
    const serving = await answerOf<Serving>(server, serve.pathname)
    const joined: T[] = []
    for (let n = 0; n < times; n++) {
      const joiner = start(late, [serving.address, serving.name, join(home, `join-${n}`)], compiled)
      try {
        joined.push(await answerOf<T>(joiner, late.pathname))
      } finally {
        await end(joiner)
      }
    }
    return { serving, joined }
  } finally {
    await end(server)
    rmSync(home, { recursive: true, force: true })
  }
}
