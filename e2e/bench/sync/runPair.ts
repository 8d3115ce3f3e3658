import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Serving } from './messages.ts'

const patience = 240_000

const start = (file: URL, args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })

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

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/**
 * One process that has everything and one that comes late, talking over TCP; each has a folder of its own. A late peer gets address, name and folder as
 * its arguments. `times` fresh processes come late, one after the other.
 *
 * @throws Error when one of them ends or stays silent for four minutes.
 */
export const runPair = async <T>(
  serve: URL,
  late: URL,
  times = 1,
): Promise<{ readonly serving: Serving; readonly joined: readonly T[] }> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-sync-'))
  const server = start(serve, [join(home, 'serve')])
  try {
    const serving = await answerOf<Serving>(server, serve.pathname)
    const joined: T[] = []
    for (let n = 0; n < times; n++) {
      const joiner = start(late, [serving.address, serving.name, join(home, `join-${n}`)])
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
