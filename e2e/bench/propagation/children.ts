import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BareKind } from '../bareNode.ts'
import type { ChildCommand, ChildReport } from './childMessages.ts'

export const processes = 12

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export type Child = { readonly process: ChildProcess; readonly reports: ChildReport[] }

const startChild = (kind: BareKind, n: number, home: string): Child => {
  const child = fork(fileURLToPath(new URL('./gossipChild.ts', import.meta.url)), [kind, String(n), home], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const reports: ChildReport[] = []
  child.on('message', (report: ChildReport) => reports.push(report))
  return { process: child, reports }
}

export const tell = (child: Child, command: ChildCommand): void => void child.process.send(command)

/** The next report of this type. @throws Error when the process ended, or says nothing for three minutes. */
export const next = async <T extends ChildReport['type']>(child: Child, type: T): Promise<Extract<ChildReport, { type: T }>> => {
  const end = performance.now() + 180_000
  for (;;) {
    const at = child.reports.findIndex((report) => report.type === type)
    if (at >= 0) return child.reports.splice(at, 1)[0] as Extract<ChildReport, { type: T }>
    if (child.process.exitCode !== null) throw new Error(`a bench process ended with ${child.process.exitCode}`)
    if (performance.now() > end) throw new Error(`a bench process did not report ${type}`)
    await pause(2)
  }
}

const connectAll = async (children: readonly Child[]): Promise<void> => {
  const up = []
  for (const child of children) up.push(await next(child, 'up'))
  for (const [i, child] of children.entries())
    for (const { ours, bare } of up.slice(0, i)) {
      tell(child, { type: 'dial', ours, bare })
      await next(child, 'dialled')
    }
  for (const child of children) {
    for (let joined = false; !joined;) {
      tell(child, { type: 'ready' })
      const { ours, bare } = await next(child, 'ready')
      joined = ours === children.length - 1 && bare === children.length - 1
      if (!joined) await pause(50)
    }
  }
  // Two heartbeats: both meshes have formed.
  await pause(2_500)
}

const stopAll = (children: readonly Child[]): Promise<unknown> =>
  Promise.all(
    children.map(async ({ process }) => {
      const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()))
      if (process.exitCode !== null) return
      process.send({ type: 'stop' } satisfies ChildCommand)
      const kill = setTimeout(() => process.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(kill)
    }),
  )

/** Twelve processes, each connected with all others on both sides; ended afterwards, whatever happens. */
export const withChildren = async <T>(kind: BareKind, home: string, run: (children: readonly Child[]) => Promise<T>): Promise<T> => {
  const children = Array.from({ length: processes }, (_, n) => startChild(kind, n, home))
  try {
    await connectAll(children)
    return await run(children)
  } finally {
    await stopAll(children)
  }
}
