import { createInterface } from 'node:readline/promises'
import { ownTerminal, type Terminal } from './terminal.ts'

/** Asks on the terminal. Rejects with an AbortError when the signal fires. @returns null when interrupted by Ctrl-C or the end of the input. */
export const askLine = async (
  question: string,
  signal?: AbortSignal,
  { input, output }: Terminal = ownTerminal(),
): Promise<string | null> => {
  const lines = createInterface({ input, output, terminal: true })
  try {
    return (await lines.question(question, signal === undefined ? {} : { signal })).trim()
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error) || error.name !== 'AbortError') throw error
    return null
  } finally {
    lines.close()
  }
}
