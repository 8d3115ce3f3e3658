import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeEntry, signedBytes } from '@daomesh/protocol'
import { createPublicKey, verify } from 'node:crypto'
import { allBytes, note, peer, put, seededRandom, verifier } from '../fixtures/world.ts'
import { sqliteStore } from '../sqlite/index.ts'

export type BenchRow = {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer: number
  readonly ratio: number
  readonly target: number
  readonly holds: boolean
}

/** Entries per second: by the CPU time of this process, and by the clock on the wall. */
type Rate = { readonly core: number; readonly wall: number }

const rateOf = async (n: number, run: () => void | Promise<void>): Promise<Rate> => {
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  await run()
  const wall = Number(process.hrtime.bigint() - start)
  const { user, system } = process.cpuUsage(cpu)
  return { core: (n * 1e6) / (user + system), wall: (n * 1e9) / wall }
}

/** Checks the same signatures and does nothing else: the rate that no log can pass. */
const bareVerifyRate = (entries: readonly Uint8Array[]): Promise<Rate> => {
  const items = entries.map(decodeEntry)
  const raw = Buffer.from(items[0]?.header.device ?? '', 'hex')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  const messages = items.map(({ headerBytes, signature }) => ({ message: signedBytes(headerBytes), signature }))
  return rateOf(messages.length, () => {
    for (const { message, signature } of messages)
      if (!verify(null, message, key, signature)) throw new Error('a signature of our own is bad')
  })
}

const ingestRate = async (entries: readonly Uint8Array[], home: string, round: number): Promise<Rate> => {
  const store = sqliteStore({ path: join(home, `${round}.db`), random: seededRandom(`bench ${round}`) })
  const reader = await peer('ben', { store, verifier })
  const rate = await rateOf(entries.length, async () => {
    const report = await reader.ingest(entries)
    if (report.stored.length !== entries.length || reader.state.size !== entries.length) throw new Error('the ingest lost entries')
  })
  store.close()
  return rate
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const row = (name: string, measure: keyof Rate, ours: readonly Rate[], bare: readonly Rate[]): BenchRow => {
  const [mine, theirs] = [median(ours.map((rate) => rate[measure])), median(bare.map((rate) => rate[measure]))]
  const ratio = Math.round((mine / theirs) * 1000) / 1000
  return { name, unit: 'entries/s', ours: Math.round(mine), peer: Math.round(theirs), ratio, target: 0.6, holds: ratio >= 0.6 }
}

/**
 * Takes in small encrypted entries from one peer: decode, verify, store durably in SQLite, decrypt, judge and fold.
 * Compared with the bare check of the same signatures in the same run: per second of one core, and per second on the clock, which also counts
 * waiting for the disk and for other processes.
 */
export const benchIngest = async (count = 10_000): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'log-bench-'))
  try {
    const author = await peer('ann')
    await author.appendMany(Array.from({ length: count - 1 }, (_, i) => (i % 2 === 0 ? note(`note ${i}`) : put(`key ${i}`, i))))
    const entries = allBytes(author)
    await bareVerifyRate(entries.slice(0, 500))
    await ingestRate(entries.slice(0, 1000), home, 0)
    const bare: Rate[] = []
    const ours: Rate[] = []
    for (let round = 1; round <= 3; round++) {
      bare.push(await bareVerifyRate(entries))
      ours.push(await ingestRate(entries, home, round))
    }
    return [
      row('durable ingest against bare Ed25519 checks, one core', 'core', ours, bare),
      row('durable ingest against bare Ed25519 checks, on the clock', 'wall', ours, bare),
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchIngest(), null, 2)}\n`)
