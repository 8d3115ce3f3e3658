import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BareKind } from '../bareNode.ts'
import { atLeast, atMost, type BenchRow, median } from '../row.ts'
import type { ChildReport, Side } from './childMessages.ts'
import { type Child, processes, tell, withChildren } from './children.ts'

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
const targets = { meshed: 1.2, default: 0.8 } as const
const counted = (blocks - warmBlocks) * (blockSize - warmUps)
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

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
  // Nothing is told before: see `gossipChild.ts`.
  await pause(30)
  while (!isEverywhere() && performance.now() < end) await pause(2)
}

const peerNames = { meshed: 'against gossipsub with working meshes', default: 'against gossipsub by default' } as const

/** All messages, one after the other: each side publishes in blocks of its own. */
const publishBlocks = async (children: readonly Child[]): Promise<void> => {
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
}

const measure = async (kind: BareKind): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-propagation-'))
  try {
    const messages = await withChildren(kind, home, async (children) => {
      await publishBlocks(children)
      return messagesIn(children.flatMap((child) => child.reports))
    })
    const [ours, bare] = [spreadTimes(messages, 'ours', processes - 1), spreadTimes(messages, 'bare', processes - 1)]
    const spreadRow = atMost(
      `propagation of one entry to all 11 peers, stored there, p50, ${peerNames[kind]}`,
      'ms',
      median(ours.times),
      median(bare.times),
      targets[kind],
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
