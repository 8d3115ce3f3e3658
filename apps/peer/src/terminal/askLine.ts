import { createInterface } from 'node:readline/promises'

/** Asks on the terminal; the question goes to stderr, because stdout is for results. Rejects with an AbortError when the signal fires. */
export const askLine = async (question: string, signal?: AbortSignal): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  try {
    return (await lines.question(question, signal === undefined ? {} : { signal })).trim()
  } finally {
    lines.close()
  }
}
