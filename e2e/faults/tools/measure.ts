import { readFileSync } from 'node:fs'
import type { Running } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'

/** Resident memory of a process in megabytes. */
export const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

export type Measured = {
  readonly p50: number
  readonly p99: number
  readonly worst: number
  readonly grownBy: number
  readonly asked: number
}

const between = 25

/**
 * Asks a node for what a screen shows, again and again while something goes on: milliseconds of its answers, and how many megabytes it grew by at most.
 * @param page what is asked for in turn with the status; the proposal that everybody talks about unless told.
 */
export const measureWhile = async (
  { space, decision }: Stage,
  node: Running,
  goingOn: Promise<unknown>,
  page: () => Promise<unknown> = () => node.api.proposals.get({ space, decision }),
): Promise<Measured> => {
  const before = memoryOf(node.pid)
  const took: number[] = []
  let most = before
  let over = false
  const ended = goingOn.finally(() => {
    over = true
  })
  // What goes wrong in it is thrown at the end, where it is awaited.
  ended.catch(() => undefined)
  while (!over) {
    const began = performance.now()
    await (took.length % 2 === 0 ? node.api.node.status() : page())
    took.push(performance.now() - began)
    most = Math.max(most, memoryOf(node.pid))
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  await ended
  const sorted = took.toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  return { p50: at(0.5), p99: at(0.99), worst: at(1), grownBy: most - before, asked: took.length }
}
export const pauseFor = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
