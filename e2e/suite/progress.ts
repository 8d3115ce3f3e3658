import type { Part } from './parts/index.ts'
import type { Result } from './run/result.ts'
import { readPrinted } from './run/runPart.ts'

/** Lines of a failed part's output that are shown; the rest stays in its file. */
const SHOWN_LINES = 200

/** Columns assumed of a terminal that does not say. */
const NARROWEST = 80

export type Progress = {
  readonly started: (part: Part) => void
  readonly ended: (result: Result) => void
  readonly note: (line: string) => void
  readonly stop: () => void
}

const marks = { passed: 'ok  ', failed: 'FAIL', impossible: 'n/a ' } as const

function showOutput({ id, outputFile }: Result, write: (text: string) => void): void {
  if (outputFile === undefined) return
  const lines = readPrinted(outputFile).trimEnd().split('\n')
  if (lines.length > SHOWN_LINES) write(`      (the last ${SHOWN_LINES} of ${lines.length} lines; all of them in ${outputFile})\n`)
  write(`${lines.slice(-SHOWN_LINES).join('\n')}\n      (end of the output of ${id})\n`)
}

/** Reports as parts start and end: one status line kept up to date on a terminal, plain lines elsewhere. */
export function startProgress(total: number, out: NodeJS.WriteStream): Progress {
  const running = new Map<string, number>()
  let done = 0
  const clear = (): void => void (out.isTTY && out.write('\r\u001B[K'))
  const draw = (): void => {
    if (!out.isTTY || running.size === 0) return
    const now = performance.now()
    const names = [...running].map(([id, since]) => `${id} ${Math.round((now - since) / 1_000)} s`)
    const line = `[${done}/${total}] ${names.join(', ')}`
    out.write(`\r\u001B[K${line.slice(0, (out.columns || NARROWEST) - 1)}`)
  }
  const write = (text: string): void => {
    clear()
    out.write(text)
    draw()
  }
  const timer = setInterval(draw, 1_000)
  return {
    started: (part) => {
      running.set(part.id, performance.now())
      if (out.isTTY) draw()
      else out.write(`start ${part.id}\n`)
    },
    ended: (result) => {
      running.delete(result.id)
      done += 1
      const reason = result.reason === '' ? '' : `: ${result.reason}`
      write(`${marks[result.outcome]}  ${result.title} (${result.id}), ${result.seconds.toFixed(1)} s${reason}\n`)
      if (result.outcome === 'failed') showOutput(result, write)
    },
    note: (line) => write(`${line}\n`),
    stop: () => {
      clearInterval(timer)
      clear()
    },
  }
}
