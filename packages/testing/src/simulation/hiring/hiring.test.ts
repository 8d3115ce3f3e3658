import { beforeAll, expect, test } from 'vitest'
import type { Counts, Ledger } from '../ledger.ts'
import { warmUp } from '../warmUp.ts'
import { hiringMenu } from './hiringMenu.ts'
import { liveHiring } from './liveHiring.ts'

beforeAll(warmUp)

test('a DAO is hired by a person and by another DAO, settles by both signatures, and bonds of the market come and go: in two seeds everything that can occur does, and every book is right', async () => {
  const lives: Ledger[] = []
  for (const seed of [2, 6]) lives.push(await liveHiring(seed, 6))
  const missing = (wanted: readonly string[], of: (life: Ledger) => Counts) =>
    wanted.filter((one) => !lives.some((life) => (of(life).get(one) ?? 0) > 0))
  expect({
    steps: missing(hiringMenu.steps, ({ steps }) => steps),
    faults: missing(hiringMenu.faults, ({ faults }) => faults),
    checks: missing(hiringMenu.checks, ({ checks }) => checks),
  }).toEqual({ steps: [], faults: [], checks: [] })
}, 240_000)
