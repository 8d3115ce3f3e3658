import { stderr } from 'node:process'

export type StepTime = { readonly name: string; readonly ms: number }

/** Which step failed, so that the process can end with its name. */
export class StepFailed extends Error {
  readonly step: string
  constructor(step: string, cause: unknown) {
    super(`step “${step}” failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'StepFailed'
    this.step = step
  }
}

export type Narrator = {
  /** Runs one step under its plain words, with its time and a progress display. @throws StepFailed */
  readonly step: <T>(name: string, words: string, run: () => Promise<T>) => Promise<T>
  /** A fact worth telling inside a step. */
  readonly say: (text: string) => void
  readonly times: () => readonly StepTime[]
}

/** Longest a single step may take; the whole demonstration needs about a minute on two cores. */
const stepLimit = 240_000
const bar = (done: number, of: number): string => `[${'█'.repeat(done)}${'░'.repeat(Math.max(0, of - done))}]`
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(7)

const limited = async <T>(run: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${stepLimit / 1000} s`)), stepLimit)
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Tells what happens in plain words on stderr; on a terminal with a line that moves while a step runs. */
export const createNarrator = (steps: number): Narrator => {
  const times: StepTime[] = []
  const live = stderr.isTTY
  return {
    times: () => times,
    say: (text) => void stderr.write(`${live ? '\r\u001b[K' : ''}          ${text}\n`),
    step: async (name, words, run) => {
      const began = performance.now()
      const elapsed = () => performance.now() - began
      const head = () => `${bar(times.length, steps)} ${seconds(elapsed())}  ${words} …`
      const spin = live ? setInterval(() => stderr.write(`\r\u001b[K${head()}`), 100) : undefined
      try {
        const result = await limited(run)
        times.push({ name, ms: Math.round(elapsed()) })
        return result
      } catch (error) {
        throw new StepFailed(name, error)
      } finally {
        clearInterval(spin)
        if (live) stderr.write('\r\u001b[K')
        if (times.at(-1)?.name === name) stderr.write(`${bar(times.length, steps)} ${seconds(elapsed())}  ${words}\n`)
      }
    },
  }
}
