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

/** Milliseconds, for differences only. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6

const perSecond = (n: number, run: () => void): number => {
  const start = now()
  run()
  return (n * 1000) / (now() - start)
}

/** Checks the same signatures and does nothing else: the rate that no log can pass. */
const bareVerifyRate = (entries: readonly Uint8Array[]): number => {
  const items = entries.map(decodeEntry)
  const raw = Buffer.from(items[0]?.header.device ?? '', 'hex')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  const messages = items.map(({ headerBytes, signature }) => ({ message: signedBytes(headerBytes), signature }))
  return perSecond(messages.length, () => {
    for (const { message, signature } of messages)
      if (!verify(null, message, key, signature)) throw new Error('a signature of our own is bad')
  })
}

const timeIngest = async (entries: readonly Uint8Array[], home: string, round: number): Promise<number> => {
  const store = sqliteStore({ path: join(home, `${round}.db`), random: seededRandom(`bench ${round}`) })
  const reader = await peer('ben', { store, verifier })
  const start = now()
  const report = await reader.ingest(entries)
  const rate = (entries.length * 1000) / (now() - start)
  if (report.stored.length !== entries.length || reader.state.size !== entries.length) throw new Error('the ingest lost entries')
  store.close()
  return rate
}

/**
 * Takes in small encrypted entries from one peer: decode, verify, store durably in SQLite, decrypt, judge and fold.
 * Compared with the bare check of the same signatures in the same run on the same core.
 */
export const benchIngest = async (count = 10_000): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'log-bench-'))
  try {
    const author = await peer('ann')
    await author.appendMany(Array.from({ length: count - 1 }, (_, i) => (i % 2 === 0 ? note(`note ${i}`) : put(`key ${i}`, i))))
    const entries = allBytes(author)
    bareVerifyRate(entries.slice(0, 500))
    await timeIngest(entries.slice(0, 1000), home, 0)
    const verifies: number[] = []
    const ingests: number[] = []
    for (let round = 1; round <= 3; round++) {
      verifies.push(bareVerifyRate(entries))
      ingests.push(await timeIngest(entries, home, round))
    }
    const median = (values: number[]): number => Math.round(values.sort((a, b) => a - b)[1] ?? 0)
    const [ours, bare] = [median(ingests), median(verifies)]
    const ratio = Math.round((ours / bare) * 1000) / 1000
    return [
      {
        name: 'ingest, durable, against bare Ed25519 checks',
        unit: 'entries/s',
        ours,
        peer: bare,
        ratio,
        target: 0.6,
        holds: ratio >= 0.6,
      },
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchIngest(), null, 2)}\n`)
