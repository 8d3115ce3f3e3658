import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BareKind } from '../bareNode.ts'
import { atLeast, atMost, type BenchRow, median } from '../row.ts'
import type { ChildCommand, ChildReport, Side } from './childMessages.ts'

const processes = 12
/** Each side publishes in blocks of its own, in turns, so that what one still works on (copies to be checked) does not fall on the other. */
const blocks = 5
/** The first block of each side only warms the code. */
const warmBlocks = 1
const blockSize = 16
const settleMilliseconds = 1_500
/** Of each block, not counted. */
const warmUps = 4
const gapMilliseconds = 20
/** A message that has not reached everybody by then counts as missed. */
const patienceMilliseconds = 2_000
const target = 1.2
const counted = (blocks - warmBlocks) * (blockSize - warmUps)
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

type Child = { readonly process: ChildProcess; readonly reports: ChildReport[] }

const startChild = (kind: BareKind, n: number, home: string): Child => {
  const child = fork(fileURLToPath(new URL('./gossipChild.ts', import.meta.url)), [kind, String(n), home], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const reports: ChildReport[] = []
  child.on('message', (report: ChildReport) => reports.push(report))
  return { process: child, reports }
}
const tell = (child: Child, command: ChildCommand): void => void child.process.send(command)

const next = async <T extends ChildReport['type']>(child: Child, type: T): Promise<Extract<ChildReport, { type: T }>> => {
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

type Message = { readonly side: Side; readonly n: number; readonly at: number; readonly arrivals: readonly number[] }

/** What became of each message, by side and id. A receiver knows the id only; the author says which number it is. */
const messagesIn = (reports: readonly ChildReport[]): readonly Message[] => {
  const arrivals = new Map<string, number[]>()
  for (const report of reports) {
    if (report.type !== 'got') continue
    const name = `${report.side} ${report.id}`
    const known = arrivals.get(name)
    if (known === undefined) arrivals.set(name, [report.at])
    else known.push(report.at)
  }
  return reports.flatMap((report) =>
    report.type === 'sent'
      ? [{ side: report.side, n: report.n, at: report.at, arrivals: arrivals.get(`${report.side} ${report.id}`) ?? [] }]
      : [],
  )
}

/** Milliseconds until the last of the other processes had each message; messages that somebody missed are not counted. */
const spreadTimes = (messages: readonly Message[], side: Side, others: number): { readonly times: number[]; readonly missed: number } => {
  const measured = messages.filter((one) => one.side === side && one.n >= warmBlocks * blockSize && one.n % blockSize >= warmUps)
  const complete = measured.filter(({ arrivals }) => arrivals.length === others)
  return { times: complete.map(({ at, arrivals }) => Math.max(...arrivals) - at), missed: measured.length - complete.length }
}

/** One message at a time: the next waits until this one is everywhere, so that a busy machine slows the bench and does not distort it. */
const spread = async (children: readonly Child[], side: Side, n: number): Promise<void> => {
  const end = performance.now() + patienceMilliseconds
  const from = children.map(({ reports }) => reports.length)
  const isEverywhere = (): boolean => {
    const fresh = children.flatMap(({ reports }, i) => reports.slice(from[i]))
    return messagesIn(fresh).some((one) => one.side === side && one.n === n && one.arrivals.length === children.length - 1)
  }
  while (!isEverywhere() && performance.now() < end) await pause(2)
}

const peerNames = { meshed: 'against gossipsub with working meshes', default: 'against gossipsub by default' } as const

const measure = async (kind: BareKind): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-propagation-'))
  const children = Array.from({ length: processes }, (_, n) => startChild(kind, n, home))
  try {
    await connectAll(children)
    for (let block = 0; block < blocks; block++)
      for (const side of block % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
        await pause(settleMilliseconds)
        for (let n = block * blockSize; n < (block + 1) * blockSize; n++) {
          const child = children[n % processes]
          const spreading = spread(children, side, n)
          if (child !== undefined) tell(child, { type: 'publish', side, n })
          await spreading
          await pause(gapMilliseconds)
        }
      }
    const messages = messagesIn(children.flatMap((child) => child.reports))
    const [ours, bare] = [spreadTimes(messages, 'ours', processes - 1), spreadTimes(messages, 'bare', processes - 1)]
    const spreadRow = atMost(
      `propagation of one entry to all 11 peers, stored there, p50, ${peerNames[kind]}`,
      'ms',
      median(ours.times),
      median(bare.times),
      target,
    )
    return [
      { ...spreadRow, holds: spreadRow.holds && ours.missed === 0 },
      atLeast(
        `messages that reached all 11 peers, ${peerNames[kind]}`,
        'share',
        ours.times.length / counted,
        bare.times.length / counted,
        1,
      ),
    ]
  } finally {
    await Promise.all(
      children.map(async ({ process }) => {
        const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()))
        if (process.exitCode !== null) return
        process.send({ type: 'stop' } satisfies ChildCommand)
        const kill = setTimeout(() => process.kill('SIGKILL'), 5_000)
        await ended
        clearTimeout(kill)
      }),
    )
    rmSync(home, { recursive: true, force: true })
  }
}

/**
 * Propagation of one entry to all 11 peers, 12 processes over TCP on one machine, p50. Ours: from the moment the author has it on disk until the
 * last peer has checked its signature, decrypted, judged, folded and stored it. Against a message of the same size by a bare gossipsub:
 * once with working meshes, as on twelve machines, once by default, where on one address its meshes are empty and nothing is relayed. Both sides run
 * in every process and take turns.
 */
export const benchPropagation = async (): Promise<readonly BenchRow[]> => [...(await measure('meshed')), ...(await measure('default'))]
